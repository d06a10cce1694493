# GNU make.  Nothing is written outside $(BUILD).
#
#   make demo         install what is missing, build, index corpus/, search it
#   make demo-serve   the same index behind the search page, on a free port
#   make check        install what is missing, build, run all tests
#
#   make              build the programs into build/bin (installs nothing)
#   make asan|tsan    rebuild under sanitizers in build/<name> and test
#   make fuzz         build libFuzzer targets (clang); FUZZ_TIME=60 runs each
#   make bench        measure, and print tables; BENCH_SIZES=1000 is soon done
#   make bench-peers  the same beside other engines that are installed
#   make install      honours DESTDIR= and PREFIX=
#   make ci           everything a change must pass
#   make format lint compile_commands.json clean
#
# Settings: CC CXX CFLAGS CXXFLAGS LDFLAGS BUILD JOBS V=1 DEVELOPER=1
# Put lasting ones in config.mk (not under version control).

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := all

-include config.mk

BUILD   ?= build
PREFIX  ?= /usr/local
INSTALL ?= install
CLANG   ?= clang
CLANGXX ?= clang++
# The sanitizers and warnings are tuned to it; `CC=clang` works as well.
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin CXX),default)
CXX := g++
endif
PKG_CONFIG ?= pkg-config
CFLAGS    ?= -O2 -g
CXXFLAGS  ?= -O2 -g
FUZZ_TIME ?= 0
# How many compilers the commands that install packages run at once.
JOBS      ?= $(shell nproc 2>/dev/null || echo 1)

pkg = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)
XAPIAN_CFLAGS := $(call pkg,--cflags,xapian-core)
MHD_CFLAGS    := $(call pkg,--cflags,libmicrohttpd)
FORMAT_PKGS   := gumbo md4c-html jansson yaml-0.1
FORMAT_CFLAGS := $(call pkg,--cflags,$(FORMAT_PKGS))
LIB_CFLAGS    := $(call pkg,--cflags,libutf8proc libzstd libxxhash yaml-0.1)
# Debian ships libstemmer without a .pc file.
STEMMER_LIBS  ?= -lstemmer
LIB_LIBS      := $(call pkg,--libs,xapian-core libutf8proc libzstd libxxhash yaml-0.1) \
	$(STEMMER_LIBS) -lpthread -lm
MHD_LIBS      := $(call pkg,--libs,libmicrohttpd)
FORMAT_LIBS   := $(call pkg,--libs,$(FORMAT_PKGS))

WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wwrite-strings -Wvla \
	-Wformat=2 -Wundef -Wconversion -Wno-sign-conversion
CWARN  = $(WARN) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
ifdef DEVELOPER
WARN  += -Werror
endif

HARDEN := $(if $(SAN),,-fstack-protector-strong -D_FORTIFY_SOURCE=2)
BASE    = -Iinclude -fvisibility=hidden -MMD -MP $(HARDEN) $(SAN)
ALL_C   = -std=c11 -D_GNU_SOURCE $(BASE) $(CWARN) $(CPPFLAGS) $(CFLAGS)
ALL_CXX = -std=c++17 $(BASE) $(WARN) $(CPPFLAGS) $(CXXFLAGS)

lib_src     := $(wildcard lib/*/*.c lib/*/*.cc)
format_src  := $(wildcard indexer/formats/*.c)
program_src := $(wildcard program/*.c)
indexer_src := $(wildcard indexer/*.c)
searchd_src := $(wildcard searchd/*.c)
cli_src     := $(wildcard cli/*.c)
unit_src    := $(wildcard tests/unit/test_*.c tests/unit/test_*.cc)
fault_src   := $(wildcard tests/fault/fault_*.c tests/fault/fault_*.cc)
fuzz_src    := $(wildcard tests/fuzz/fuzz_*.c)
bench_src   := $(wildcard bench/*.c)

obj     = $(patsubst %,$(BUILD)/obj/%.o,$(1))
lib     := $(BUILD)/lib/libbackfile.a
formats := $(BUILD)/lib/libformats.a
program := $(BUILD)/lib/libprogram.a

bins        := $(BUILD)/bin/backfile $(BUILD)/bin/backfile-indexer \
	$(BUILD)/bin/backfile-searchd
test_bins   := $(patsubst tests/%,$(BUILD)/tests/%,$(basename $(unit_src) $(fault_src)))
replay_bins := $(patsubst tests/fuzz/%.c,$(BUILD)/replay/%,$(fuzz_src))
fuzz_bins   := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(fuzz_src))
bench_main  := $(wildcard bench/generate.c bench/measure.c bench/bench_*.c)
bench_bins  := $(patsubst bench/%.c,$(BUILD)/bench/%,$(bench_main))
bench_parts := $(filter-out $(bench_main),$(bench_src))

$(call obj,$(filter lib/%.c,$(lib_src))): private ALL_C += $(LIB_CFLAGS)
$(call obj,$(filter lib/store/%.cc,$(lib_src))): private ALL_CXX += $(XAPIAN_CFLAGS)
$(call obj,$(format_src)): private ALL_C += $(FORMAT_CFLAGS)
$(call obj,$(indexer_src) $(searchd_src) $(cli_src)): private ALL_C += -I.
$(call obj,$(bench_src)): private ALL_C += -I. $(FORMAT_CFLAGS)
$(call obj,$(searchd_src)): private ALL_C += $(MHD_CFLAGS) -I$(BUILD)/gen
# Tests may see the internal headers of the module that they test.
$(call obj,$(filter tests/%.c,$(unit_src) $(fault_src) $(fuzz_src))): private ALL_C += -Itests/lib -I. $(FORMAT_CFLAGS)
$(call obj,$(filter tests/%.cc,$(unit_src) $(fault_src))): private ALL_CXX += -Itests/lib -I. $(XAPIAN_CFLAGS)

# Changing a flag or compiler rebuilds everything in that $(BUILD).
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ',,$(CC) $(ALL_C) $(CXX) $(ALL_CXX) $(LDFLAGS))' | cmp -s - $@ || \
	  echo '$(subst ',,$(CC) $(ALL_C) $(CXX) $(ALL_CXX) $(LDFLAGS))' > $@
.PHONY: FORCE
FORCE:

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

.PHONY: all
all: $(bins)

# $(1) compiler and flags, $(2) source, $(3) object
compile = $(Q)$(1) -c $(2) -o $(3)
command = @printf '{"directory":"%s","file":"%s","command":"%s"}\n' '$(CURDIR)' \
	'$(2)' '$(subst ",\\",$(1) -c $(2) -o $(3))' > $(3:.o=.json)

$(BUILD)/obj/%.c.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(call compile,$(CC) $(ALL_C),$<,$@)
	$(call command,$(CC) $(ALL_C),$<,$@)

$(BUILD)/obj/%.cc.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(call compile,$(CXX) $(ALL_CXX),$<,$@)
	$(call command,$(CXX) $(ALL_CXX),$<,$@)

# The files of the page, as arrays of bytes: web_page_css[] and so on.
web_files := $(sort $(wildcard searchd/web/*))
$(call obj,searchd/web.c): $(BUILD)/gen/web-files.h
$(BUILD)/gen/web-files.h: $(web_files)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)for file in $^; do \
	  name=$$(basename $$file | tr -c 'a-z0-9\n' _); \
	  echo "static const unsigned char web_$$name[] = {"; \
	  od -An -v -tx1 $$file | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	  echo '};'; \
	done > $@

$(lib): $(call obj,$(lib_src))
$(formats): $(call obj,$(format_src))
$(program): $(call obj,$(program_src))
$(lib) $(formats) $(program):
	@mkdir -p $(@D)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# Linked by the C++ driver because the library contains C++ objects.
link = @mkdir -p $(@D); \
	$(if $(V),set -x,printf '  %-7s %s\n' LINK $@); \
	$(CXX) $(CXXFLAGS) $(SAN) $(LDFLAGS) -o $@ $^ $(1) $(LIB_LIBS)

$(BUILD)/bin/backfile: $(call obj,$(cli_src)) $(program) $(lib)
	$(call link,)
$(BUILD)/bin/backfile-indexer: $(call obj,$(indexer_src)) $(formats) $(program) $(lib)
	$(call link,$(FORMAT_LIBS))
$(BUILD)/bin/backfile-searchd: $(call obj,$(searchd_src)) $(program) $(lib)
	$(call link,$(MHD_LIBS))
$(BUILD)/bench/%: $(BUILD)/obj/bench/%.c.o $(call obj,$(bench_parts)) $(program) $(lib)
	$(call link,$(FORMAT_LIBS))
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.c.o $(formats) $(lib)
	$(call link,$(FORMAT_LIBS))
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.cc.o $(formats) $(lib)
	$(call link,$(FORMAT_LIBS))
# Programs are no libraries: a test of their parts names these.
$(BUILD)/tests/unit/test_times: $(program)
$(BUILD)/replay/%: $(BUILD)/obj/tests/fuzz/%.c.o $(BUILD)/obj/tests/fuzz/standalone.c.o $(formats) $(lib)
	$(call link,$(FORMAT_LIBS))
$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.c.o $(formats) $(lib)
	$(call link,-fsanitize=fuzzer $(FORMAT_LIBS))

# The two commands ---------------------------------------------------------

# pkg-config runs while make reads this file, so what installs packages has to
# begin make anew.
.PHONY: packages demo demo-serve check
packages:
	@packaging/install-packages

demo: packages
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@BUILD=$(BUILD) packaging/demo search
demo-serve: packages
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@BUILD=$(BUILD) packaging/demo serve
check: packages
	@$(MAKE) --no-print-directory -j$(JOBS) programs
	@$(MAKE) --no-print-directory check-all

# Tests ---------------------------------------------------------------------

# Each group prints TAP through prove; PROVE_OPTS=-v shows every assertion.
.PHONY: check-all check-source check-unit check-cli check-http check-replay
.PHONY: check-golden golden-update check-threads
# One group after the other, also with -j: some measure time or fill the disk.
# All of them run, also when one fails.
check-all:
	@failed=; for group in source unit replay golden cli http; do \
	  $(MAKE) --no-print-directory check-$$group || failed=1; done; test -z "$$failed"

# Everything that the tests run.
.PHONY: programs
programs: $(bins) $(bench_bins) $(test_bins) $(replay_bins)

PROVE = prove --timer $(PROVE_OPTS)
shell_env = BUILD=$(abspath $(BUILD)) SAN='$(SAN)'

check-unit: $(test_bins)
	$(PROVE) --exec '' $(test_bins)
thread_bins := $(patsubst tests/%,$(BUILD)/tests/%,$(basename $(shell grep -l 'pthread.h\|\.threads' $(unit_src))))
check-threads: $(thread_bins)
	$(PROVE) --exec '' $(thread_bins)
check-cli: $(bins) $(bench_bins)
	$(shell_env) $(PROVE) --exec sh tests/cli/t*.sh
check-golden: $(bins)
	$(shell_env) $(PROVE) --exec sh tests/golden/run.sh
# Write the expected results anew; the diff is to be reviewed.
golden-update: $(bins)
	$(shell_env) GOLDEN_UPDATE=1 sh tests/golden/run.sh
check-http: $(bins)
	$(shell_env) $(PROVE) --exec sh tests/http/t*.sh
check-replay: $(replay_bins)
	BUILD=$(abspath $(BUILD)) $(PROVE) --exec sh tests/fuzz/replay.sh

# What the sources must be: layers, headers that stand alone, clean symbols.
check-source: $(lib) $(formats) $(program)
	BUILD=$(BUILD) CC='$(CC)' CXX='$(CXX)' $(PROVE) --exec sh tests/lib/source.sh

.PHONY: asan tsan
asan:
	$(MAKE) BUILD=build/asan SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
	  CFLAGS='-O1 -g' CXXFLAGS='-O1 -g' check
# Threads are in the daemon and in the tests that start some; the rest would be
# slow here and could not fail.
tsan: packages
	@$(MAKE) --no-print-directory $(tsan_flags) -j$(JOBS) threaded
	@$(MAKE) --no-print-directory $(tsan_flags) -k check-threads check-http
tsan_flags = BUILD=build/tsan SAN='-fsanitize=thread' CFLAGS='-O1 -g' CXXFLAGS='-O1 -g'
.PHONY: threaded
threaded: $(bins) $(thread_bins)

.PHONY: fuzz fuzz-bins
fuzz:
	$(MAKE) BUILD=build/fuzz CC=$(CLANG) CXX=$(CLANGXX) CFLAGS='-O1 -g' CXXFLAGS='-O1 -g' \
	  SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzz-bins
	@if [ $(FUZZ_TIME) -gt 0 ]; then for t in build/fuzz/fuzz/fuzz_*; do \
	  n=$${t##*/fuzz_}; mkdir -p build/fuzz/new/$$n; \
	  $$t -max_total_time=$(FUZZ_TIME) -timeout=10 -artifact_prefix=build/fuzz/crash-$$n- \
	    build/fuzz/new/$$n tests/fuzz/corpus/$$n || exit 1; done; fi
fuzz-bins: $(fuzz_bins)

# Benchmarks ----------------------------------------------------------------

# Tables; BENCH_SIZES=1000 is soon done. See bench/run.
.PHONY: bench
bench: $(bins) $(bench_bins)
	@BUILD=$(BUILD) CC='$(CC)' CFLAGS='$(CFLAGS)' bench/run

# Tables beside other engines; BENCH_PEER_SIZES=1000. See bench/peers/run.
.PHONY: bench-peers
bench-peers: $(bins) $(bench_bins)
	@BUILD=$(BUILD) bench/peers/run

# The rest ------------------------------------------------------------------

.PHONY: install
install: all
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/doc/backfile/docs
	$(INSTALL) -m 0755 $(bins) $(DESTDIR)$(PREFIX)/bin
	$(INSTALL) -m 0644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	$(INSTALL) -m 0644 docs/*.md $(DESTDIR)$(PREFIX)/share/doc/backfile/docs

all_obj := $(call obj,$(lib_src) $(format_src) $(program_src) $(indexer_src) $(searchd_src) \
	$(cli_src) $(bench_src) $(unit_src) $(fault_src) $(fuzz_src))
.PHONY: compile_commands.json
compile_commands.json: $(all_obj)
	@{ echo '['; cat $(^:.o=.json) | sed '$$!s/$$/,/'; echo ']'; } > $@

.PHONY: ci
ci:
	$(MAKE) BUILD=build/gcc CC=gcc CXX=g++ DEVELOPER=1 check
	$(MAKE) BUILD=build/clang CC=$(CLANG) CXX=$(CLANGXX) DEVELOPER=1 check
	$(MAKE) asan
	$(MAKE) tsan
	$(MAKE) fuzz FUZZ_TIME=30
	$(MAKE) lint

.PHONY: format lint clean
format:
	clang-format -i $$(git ls-files '*.[ch]' '*.cc' '*.hh')
# A file at a time: the analyzer of clang 14 carries va_lists over to the next.
lint: compile_commands.json
	clang-format --dry-run -Werror $$(git ls-files '*.[ch]' '*.cc' '*.hh')
	printf '%s\n' $(lib_src) $(format_src) $(program_src) $(indexer_src) $(searchd_src) $(cli_src) $(bench_src) | xargs -n 1 -P $(JOBS) clang-tidy -p . --quiet
clean:
	rm -rf build compile_commands.json

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
