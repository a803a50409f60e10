/* SPDX-License-Identifier: Apache-2.0 */
/* Bootstrap intervals: of a mean, whose interval is known, and their edges. */
#include "bootstrap.h"
#include "labels.h"

enum { N_ITEMS = 200, N_SAMPLES = 1000 };

typedef struct sample {
    double values[N_ITEMS];
    uint32_t weights[N_ITEMS];
    double found[N_SAMPLES];
    uint64_t drawn; /* Of all items, in all samples. */
} sample;

static double mean(void *user, const uint32_t *weights)
{
    sample *s = user;
    double sum = 0;

    for (size_t i = 0; i < N_ITEMS; i++) {
        sum += weights[i] * s->values[i];
        s->drawn += weights[i];
    }
    return sum / N_ITEMS;
}

static double never(void *user, const uint32_t *weights)
{
    (void)user;
    (void)weights;
    return (double)NAN;
}

/* Zeros and ones: the mean of n has a standard error of sqrt(p (1 - p) / n), and 1.96
   of these to both sides hold 95 %. */
static void test_mean(void **state)
{
    sample s = { 0 };
    double error = sqrt(0.3 * 0.7 / N_ITEMS);

    (void)state;
    for (size_t i = 0; i < N_ITEMS; i++)
        s.values[i] = i % 10 < 3;
    batch_interval found =
        batch_bootstrap(mean, &s, N_ITEMS, N_SAMPLES, 0.95, s.weights, s.found);
    assert_near(found.low, 0.3 - 1.96 * error, 0.2 * error);
    assert_near(found.high, 0.3 + 1.96 * error, 0.2 * error);
    assert_int_equal(s.drawn, (uint64_t)N_ITEMS * N_SAMPLES);
    batch_interval again =
        batch_bootstrap(mean, &s, N_ITEMS, N_SAMPLES, 0.95, s.weights, s.found);
    assert_true(found.low == again.low && found.high == again.high);
}

static void test_edges(void **state)
{
    sample s = { 0 };

    (void)state;
    batch_interval found =
        batch_bootstrap(never, &s, N_ITEMS, 10, 0.95, s.weights, s.found);
    assert_true(isnan(found.low) && isnan(found.high));
    found = batch_bootstrap(mean, &s, 0, 10, 0.95, s.weights, s.found);
    assert_true(isnan(found.low));
    found = batch_bootstrap(mean, &s, N_ITEMS, 10, 0.95, s.weights, s.found);
    assert_true(found.low == 0 && found.high == 0);
    assert_int_equal(batch_bootstrap_samples(100), 1000);
    assert_int_equal(batch_bootstrap_samples(1000000000), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
