/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * measure: what a command costs. Backfile and the engines that it is compared
 * with are measured by it alike.
 */

#include "program/program.h"
#include "program/times.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

extern char **environ;

static const char help[] =
    "Usage: measure -o FILE [--] COMMAND [ARGUMENT]...\n"
    "Run COMMAND and write to FILE what it took, a name, a tab and a value a "
    "line:\n"
    "\n"
    "  wall_seconds   from its start to its end\n"
    "  cpu_seconds    of the user and of the system, with the processes that "
    "it\n"
    "                 started and waited for\n"
    "  peak_mb        megabytes (of a million bytes) resident at most, of the\n"
    "                 largest of these processes\n"
    "\n"
    "Output and exit code are those of COMMAND; when a signal ends it, "
    "measure\n"
    "ends by the same. Exit code: 2 usage, 74 FILE cannot be written, 126\n"
    "COMMAND cannot be run, 127 there is none.\n";

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* "+": options behind the command are the command's own. */
static const program self = {"measure", help, "+ho:", options};

static int read_options(const char **path, int argc, char **argv)
{
    int option;
    while ((option = getopt_long(argc, argv, self.letters, options, NULL)) !=
           -1) {
        if (option == 'h') {
            return bfi_program_print(&self, bf_str_of(help));
        }
        if (option != 'o') { /* getopt_long() has said what is wrong */
            return bfi_program_usage(&self, "wrong command line");
        }
        *path = optarg;
    }
    if (!*path || optind == argc) {
        return bfi_program_usage(&self, "-o and a command are needed");
    }
    return PROGRAM_GO_ON;
}

/* Signals -------------------------------------------------------------------
 */

static volatile sig_atomic_t child;

static void pass_on(int signal)
{
    if (child > 0) {
        kill((pid_t)child, signal);
    }
}

/* A terminal sends ^C to the command as well, so here it is ignored; what is
 * sent to this process only is passed on. */
static void prepare_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = SIG_IGN;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGQUIT, &action, NULL);
    action.sa_handler = pass_on;
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

/* The command begins as if nothing had been ignored or held. */
static int spawn(pid_t *pid, char **command)
{
    posix_spawnattr_t attributes;
    sigset_t defaults;
    sigset_t none;
    int failed = posix_spawnattr_init(&attributes);
    if (failed) {
        return failed;
    }
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGINT);
    sigaddset(&defaults, SIGQUIT);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    failed = posix_spawnp(pid, command[0], NULL, &attributes, command, environ);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

/* Start the command; 0 or an errno. A signal that comes before its number is
 * known waits. */
static int start(char **command)
{
    sigset_t held;
    sigset_t before;
    pid_t pid = 0;
    int failed;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, &before);
    failed = spawn(&pid, command);
    child = pid;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return failed;
}

/* Measuring -----------------------------------------------------------------
 */

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int write_report(const char *path, double wall,
                        const struct rusage *usage)
{
    double cpu = seconds_of(usage->ru_utime) + seconds_of(usage->ru_stime);
    FILE *out = fopen(path, "we");
    bool failed = !out;
    if (out) {
        failed = fprintf(out,
                         "wall_seconds\t%.3f\ncpu_seconds\t%.3f\n"
                         "peak_mb\t%.1f\n",
                         wall, cpu, (double)usage->ru_maxrss * 1024 / 1e6) < 0;
        failed = fclose(out) != 0 || failed;
    }
    if (failed) {
        bfi_program_say(&self, "%s: %s", path, strerror(errno));
        return EX_IOERR;
    }
    return 0;
}

/* End as the command ended. */
static int end_like(int status)
{
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
        return 128 + WTERMSIG(status);
    }
    return WEXITSTATUS(status);
}

static int measure(const char *path, char **command)
{
    struct rusage usage;
    double start_time = bfi_seconds_now();
    int status;
    int code;
    int failed = start(command);
    if (failed) {
        bfi_program_say(&self, "%s: %s", command[0], strerror(failed));
        return failed == ENOENT ? 127 : 126;
    }
    while (wait4((pid_t)child, &status, 0, &usage) < 0) {
        if (errno != EINTR) {
            bfi_program_say(&self, "%s: %s", command[0], strerror(errno));
            return EX_OSERR;
        }
    }
    child = 0;
    code = write_report(path, bfi_seconds_now() - start_time, &usage);
    return code ? code : end_like(status);
}

int main(int argc, char **argv)
{
    const char *path = NULL;
    int step;
    bfi_program_hold_streams();
    step = read_options(&path, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    prepare_signals();
    return measure(path, argv + optind);
}
