/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that shrink while they are mapped. The kernel answers a read behind
 * their end with SIGBUS. The handler looks whether the address is in one of our
 * mappings, and if so leaves the work by the innermost point that the thread
 * has set; any other signal goes to who had it before.
 *
 * The mappings stand in a list that only grows, so that the handler can walk
 * it at any moment: what is removed leaves its place for another.
 */

#include "guard.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

struct bfi_mapping {
    _Atomic uintptr_t start; /* 0: the place is free; 1: it is being filled */
    _Atomic uintptr_t end;
    char name[BF_SEGMENT_NAME_BYTES];
    struct bfi_mapping *next; /* does not change once it is in the list */
};

enum {
    FREE = 0,
    TAKEN = 1
};

/* Where a thread leaves its work to. */
typedef struct point {
    sigjmp_buf jump;
    struct point *outer;
    uintptr_t address;
} point;

static _Atomic(bfi_mapping *) mappings;
static _Thread_local point *innermost;
static struct sigaction before_us;
static bool is_missing; /* the handler could not be installed */

/* Mappings ---------------------------------------------------------------- */

/* A free place of the list, now taken; NULL when there is none. */
static bfi_mapping *take_place(void)
{
    for (bfi_mapping *m = atomic_load(&mappings); m; m = m->next) {
        uintptr_t expected = FREE;
        if (atomic_compare_exchange_strong(&m->start, &expected, TAKEN)) {
            return m;
        }
    }
    return NULL;
}

static bfi_mapping *add_place(void)
{
    bfi_mapping *m = calloc(1, sizeof *m);
    if (m) {
        atomic_store(&m->start, TAKEN);
        m->next = atomic_load(&mappings);
        while (!atomic_compare_exchange_weak(&mappings, &m->next, m)) {
        }
    }
    return m;
}

bfi_mapping *bfi_mapping_add(const void *start, size_t size, const char *name)
{
    bfi_mapping *m = take_place();
    if (!m) {
        m = add_place();
    }
    if (m) {
        strncpy(m->name, name, sizeof m->name - 1);
        m->name[sizeof m->name - 1] = '\0';
        atomic_store(&m->end, (uintptr_t)start + size);
        atomic_store(&m->start, (uintptr_t)start);
    }
    return m;
}

void bfi_mapping_remove(bfi_mapping *mapping)
{
    if (mapping) {
        atomic_store(&mapping->start, FREE);
    }
}

/* The mapping that has `address`; NULL: none. A mapping that is read does not
 * change meanwhile; others may, and at worst are not found. */
static const bfi_mapping *find(uintptr_t address)
{
    for (const bfi_mapping *m = atomic_load(&mappings); m; m = m->next) {
        const uintptr_t start = atomic_load(&m->start);
        if (start > TAKEN && address >= start &&
            address < atomic_load(&m->end)) {
            return m;
        }
    }
    return NULL;
}

/* The handler ------------------------------------------------------------- */

/* Do with a signal what would have been done without us. */
static void pass_on(int number, siginfo_t *info, void *context)
{
    if (before_us.sa_flags & SA_SIGINFO) {
        before_us.sa_sigaction(number, info, context);
    } else if (before_us.sa_handler == SIG_IGN && info->si_code <= 0) {
        return; /* somebody sent it; a fault cannot be ignored */
    } else if (before_us.sa_handler == SIG_DFL ||
               before_us.sa_handler == SIG_IGN) {
        /* It comes as soon as the handler returns, and again, if it is a fault.
         */
        signal(number, SIG_DFL);
        raise(number);
    } else {
        before_us.sa_handler(number);
    }
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    const uintptr_t address = (uintptr_t)info->si_addr;
    point *p = innermost;
    if (p && info->si_code > 0 && find(address)) {
        /* What was blocked before the signal came: saving that at each guard
         * would cost a system call. */
        const ucontext_t *interrupted = context;
        pthread_sigmask(SIG_SETMASK, &interrupted->uc_sigmask, NULL);
        p->address = address;
        siglongjmp(p->jump, 1);
    }
    pass_on(number, info, context);
}

static void install(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    if (sigaction(SIGBUS, NULL, &before_us) != 0 ||
        sigaction(SIGBUS, &action, NULL) != 0) {
        is_missing = true;
    }
}

/* The guard --------------------------------------------------------------- */

static bf_status left(const point *p, bf_error *err)
{
    const bfi_mapping *m = find(p->address);
    return bf_fail(err, BF_ERR_CORRUPT,
                   "segment %s: its file became shorter or cannot be read",
                   m ? m->name : "?");
}

bf_status bf_segments_guard(bf_status (*work)(void *closure, bf_error *err),
                            void *closure, bf_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    point here;
    bf_status status;
    pthread_once(&once, install);
    if (is_missing) {
        return bf_fail(err, BF_ERR_INTERNAL, "SIGBUS cannot be handled");
    }
    here.outer = innermost;
    here.address = 0;
    if (sigsetjmp(here.jump, 0) != 0) {
        innermost = here.outer;
        return left(&here, err);
    }
    innermost = &here;
    status = work(closure, err);
    innermost = here.outer;
    return status;
}
