/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking a tree of branches apart: as much of it as stands at its top. */

#include "program.h"

/* A tree is counted first, so that no list has to grow; that and what follows
 * go as deep as the tree at most. */
static size_t count_branches(const bfi_branch *branch)
{
    size_t count = 1;
    for (size_t i = 0; i < branch->child_count; i++) {
        count += count_branches(branch->children[i]);
    }
    return count;
}

static bool make_room(bfi_run *run, bfi_program *program, size_t count)
{
    bfi_branches *const lists[] = {&program->members, &program->required,
                                   &program->optional, &program->excluded};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        lists[i]->items =
            bf_arena_array(run->arena, count, sizeof(bfi_branch *));
        if (!lists[i]->items) {
            return false;
        }
    }
    program->checks = bf_arena_array(run->arena, count, sizeof(bfi_phrase *));
    return program->checks != NULL;
}

static void append(bfi_branches *list, bfi_branch *branch)
{
    list->items[list->count++] = branch;
}

/* Append `branch`, or what it is an OR of. */
static void append_any(bfi_branches *list, bfi_branch *branch)
{
    if (branch->kind != BF_PLAN_OR) {
        append(list, branch);
        return;
    }
    branch->is_apart = true;
    for (size_t i = 0; i < branch->child_count; i++) {
        append_any(list, branch->children[i]);
    }
}

static void require(bfi_program *program, bfi_branch *branch);

static void require_children(bfi_program *program, bfi_branch *branch)
{
    for (size_t i = 0; i < branch->child_count; i++) {
        require(program, branch->children[i]);
    }
}

static void require(bfi_program *program, bfi_branch *branch)
{
    switch (branch->kind) {
    case BF_PLAN_PHRASE:
    case BF_PLAN_NEAR:
        program->checks[program->check_count++] = branch->phrase;
        /* fallthrough */
    case BF_PLAN_AND:
        branch->is_apart = true;
        require_children(program, branch);
        break;
    case BF_PLAN_AND_NOT:
        branch->is_apart = true;
        require(program, branch->children[0]);
        for (size_t i = 1; i < branch->child_count; i++) {
            append_any(&program->excluded, branch->children[i]);
        }
        break;
    case BF_PLAN_AND_MAYBE:
        branch->is_apart = true;
        require(program, branch->children[0]);
        for (size_t i = 1; i < branch->child_count; i++) {
            append_any(&program->optional, branch->children[i]);
        }
        break;
    default:
        append(&program->required, branch);
        break;
    }
}

/* Sort by rising cost, or by falling bound; equal ones stay as they are. */
static void sort(bfi_branches *list, bool by_cost)
{
    for (size_t i = 1; i < list->count; i++) {
        bfi_branch *moved = list->items[i];
        size_t at = i;
        for (; at > 0; at--) {
            const bfi_branch *before = list->items[at - 1];
            if (by_cost ? before->cost <= moved->cost
                        : before->bound >= moved->bound) {
                break;
            }
            list->items[at] = list->items[at - 1];
        }
        list->items[at] = moved;
    }
}

/* What has `least` of some children has one of any but `least` - 1 of them: of
 * the cheapest ones. */
static void append_least(bfi_program *program, bfi_branch *branch)
{
    const size_t count = branch->child_count - branch->least + 1;
    program->least = branch;
    branch->is_apart = true;
    for (size_t i = 0; i < branch->child_count; i++) {
        append(i < count ? &program->members : &program->optional,
               branch->by_cost[i]);
    }
}

/* The cheapest of what is required brings the documents; the others are asked
 * about them, but for those that match everything. */
static void choose_members(bfi_program *program)
{
    bfi_branches *required = &program->required;
    size_t kept = 0;
    sort(required, true);
    if (required->items[0]->kind == BF_PLAN_AT_LEAST) {
        append_least(program, required->items[0]);
    } else {
        append_any(&program->members, required->items[0]);
    }
    for (size_t i = 1; i < required->count; i++) {
        if (required->items[i]->kind != BF_PLAN_EVERYTHING) {
            required->items[kept++] = required->items[i];
        }
    }
    required->count = kept;
}

/* Note what comes behind each of them, and return the sum of all bounds. Sums
 * are never made by taking something off: what is left may be far smaller. */
static double sum_bounds(bfi_branches *list)
{
    double sum = 0;
    for (size_t i = list->count; i > 0; i--) {
        bfi_branch *branch = list->items[i - 1];
        branch->here = branch->bound;
        branch->after = sum;
        sum += branch->bound;
    }
    return sum;
}

bf_status bfi_program_make(bfi_run *run, bfi_program *out, bfi_branch *root,
                           bf_error *err)
{
    *out = (bfi_program){.root = root};
    if (!make_room(run, out, count_branches(root))) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    require(out, root);
    choose_members(out);
    sort(&out->optional, false);
    out->decides =
        run->facets || out->least ||
        out->required.count + out->excluded.count + out->check_count > 0;
    out->optional_bound = sum_bounds(&out->optional);
    out->rest = sum_bounds(&out->required) + out->optional_bound;
    for (size_t i = 0; i < out->members.count; i++) {
        bfi_branch *member = out->members.items[i];
        bf_status status =
            bfi_is_list(member) ? BF_OK : bfi_bind_fill(run, member, err);
        if (status) {
            return status;
        }
    }
    return BF_OK;
}
