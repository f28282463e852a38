#include "operators.h"

#include "stops.h"
#include "py/long.h"
#include "spare.h"
#include "str.h"

#include <float.h>
#include <math.h>

/* What the two operands are: ints of up to two digits (a, b), or floats, or a float and an int that a double
 * holds exactly (x, y). */
enum kind { OTHER, INTS, FLOATS };

struct operands {
    int64_t a, b;
    double x, y;
};

/* An exact int or float as a double: 1; 0 if it is neither or does not fit. */
RT_INLINE int as_double(PyObject *object, double *value)
{
    if (PyFloat_CheckExact(object)) {
        *value = PyFloat_AS_DOUBLE(object);
        return 1;
    }
    int64_t i;
    if (!PyLong_CheckExact(object) || !rt_int_value(object, &i) || i > (1LL << 53) || i < -(1LL << 53))
        return 0;
    *value = (double)i;
    return 1;
}

RT_INLINE enum kind look(PyObject *left, PyObject *right, struct operands *values)
{
    if (PyLong_CheckExact(left) && PyLong_CheckExact(right))
        return rt_int_value(left, &values->a) && rt_int_value(right, &values->b) ? INTS : OTHER;
    return as_double(left, &values->x) && as_double(right, &values->y) ? FLOATS : OTHER;
}

/* The quick_* functions: the result (owned, or NULL with MemoryError) where the operands are plain numbers,
 * else Py_NotImplemented, borrowed. */

RT_INLINE PyObject *quick_add(PyObject *left, PyObject *right)
{
    struct operands v;
    switch (look(left, right, &v)) {
    case INTS:
        return rt_int_from(v.a + v.b);
    case FLOATS:
        return rt_float_from(v.x + v.y);
    default:
        if (PyUnicode_CheckExact(left) && PyUnicode_CheckExact(right))
            return PyUnicode_Concat(left, right);
        return Py_NotImplemented;
    }
}

RT_INLINE PyObject *quick_subtract(PyObject *left, PyObject *right)
{
    struct operands v;
    switch (look(left, right, &v)) {
    case INTS:
        return rt_int_from(v.a - v.b);
    case FLOATS:
        return rt_float_from(v.x - v.y);
    default:
        return Py_NotImplemented;
    }
}

RT_INLINE PyObject *quick_multiply(PyObject *left, PyObject *right)
{
    struct operands v;
    int64_t product;
    switch (look(left, right, &v)) {
    case INTS:
        return __builtin_mul_overflow(v.a, v.b, &product) ? Py_NotImplemented : rt_int_from(product);
    case FLOATS:
        return rt_float_from(v.x * v.y);
    default:
        return Py_NotImplemented;
    }
}

RT_INLINE PyObject *quick_true_divide(PyObject *left, PyObject *right)
{
    double x, y;
    /* ints that doubles hold exactly: one rounding, of the quotient, as for the ints themselves */
    if (!as_double(left, &x) || !as_double(right, &y) || y == 0.0)
        return Py_NotImplemented;
    return rt_float_from(x / y);
}

/* floor(a / b) and a - b * floor(a / b), b not 0. */
RT_INLINE int64_t floor_quotient(int64_t a, int64_t b)
{
    if (((uint64_t)a | (uint64_t)b) >> 32 == 0)
        return (int64_t)((uint32_t)a / (uint32_t)b);
    int64_t quotient = a / b;
    return (a % b != 0) && ((a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

RT_INLINE int64_t floor_remainder(int64_t a, int64_t b)
{
    if (((uint64_t)a | (uint64_t)b) >> 32 == 0)
        return (int64_t)((uint32_t)a % (uint32_t)b);
    int64_t remainder = a % b;
    return remainder != 0 && ((remainder < 0) != (b < 0)) ? remainder + b : remainder;
}

/* The remainder with y's sign, y not 0. */
static double float_remainder(double x, double y)
{
    double remainder = fmod(x, y);
    if (remainder == 0.0)
        return copysign(0.0, y);
    return (y < 0) != (remainder < 0) ? remainder + y : remainder;
}

/* The floor of x / y, of which x less the remainder is an exact multiple but for rounding; y not 0. */
static double float_quotient(double x, double y)
{
    double remainder = fmod(x, y), quotient = (x - remainder) / y;
    if (remainder != 0.0 && (y < 0) != (remainder < 0))
        quotient -= 1.0;
    if (quotient == 0.0)
        return copysign(0.0, x / y);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

RT_INLINE PyObject *quick_floor_divide(PyObject *left, PyObject *right)
{
    struct operands v;
    switch (look(left, right, &v)) {
    case INTS:
        return v.b == 0 ? Py_NotImplemented : rt_int_from(floor_quotient(v.a, v.b));
    case FLOATS:
        return v.y == 0.0 ? Py_NotImplemented : rt_float_from(float_quotient(v.x, v.y));
    default:
        return Py_NotImplemented;
    }
}

RT_INLINE PyObject *quick_remainder(PyObject *left, PyObject *right)
{
    struct operands v;
    switch (look(left, right, &v)) {
    case INTS:
        return v.b == 0 ? Py_NotImplemented : rt_int_from(floor_remainder(v.a, v.b));
    case FLOATS:
        return v.y == 0.0 ? Py_NotImplemented : rt_float_from(float_remainder(v.x, v.y));
    default:
        return Py_NotImplemented;
    }
}

/* base ** exponent, exponent not negative: 1, or 0 if it overflows. */
static int int_power(int64_t base, int64_t exponent, int64_t *result)
{
    *result = 1;
    for (;;) {
        if ((exponent & 1) && __builtin_mul_overflow(*result, base, result))
            return 0;
        exponent >>= 1;
        if (exponent == 0)
            return 1;
        if (__builtin_mul_overflow(base, base, &base))
            return 0;
    }
}

RT_INLINE PyObject *quick_power(PyObject *left, PyObject *right)
{
    struct operands v;
    int64_t power;
    switch (look(left, right, &v)) {
    case INTS:
        return v.b >= 0 && int_power(v.a, v.b, &power) ? rt_int_from(power) : Py_NotImplemented;
    case FLOATS:
        /* the special cases and the errors are the slot's */
        if (v.x > 0.0 && isfinite(v.x) && isfinite(v.y)) {
            double result = pow(v.x, v.y);
            if (isnormal(result))
                return rt_float_from(result);
        }
        return Py_NotImplemented;
    default:
        return Py_NotImplemented;
    }
}

RT_INLINE PyObject *quick_lshift(PyObject *left, PyObject *right)
{
    struct operands v;
    int64_t result;
    if (look(left, right, &v) != INTS || v.b < 0 || v.b > 61 || __builtin_mul_overflow(v.a, 1LL << v.b, &result))
        return Py_NotImplemented;
    return rt_int_from(result);
}

RT_INLINE PyObject *quick_rshift(PyObject *left, PyObject *right)
{
    struct operands v;
    if (look(left, right, &v) != INTS || v.b < 0)
        return Py_NotImplemented;
    return rt_int_from(v.a >> (v.b > 63 ? 63 : v.b));
}

RT_INLINE PyObject *quick_and(PyObject *left, PyObject *right)
{
    struct operands v;
    return look(left, right, &v) == INTS ? rt_int_from(v.a & v.b) : Py_NotImplemented;
}

RT_INLINE PyObject *quick_or(PyObject *left, PyObject *right)
{
    struct operands v;
    return look(left, right, &v) == INTS ? rt_int_from(v.a | v.b) : Py_NotImplemented;
}

RT_INLINE PyObject *quick_xor(PyObject *left, PyObject *right)
{
    struct operands v;
    return look(left, right, &v) == INTS ? rt_int_from(v.a ^ v.b) : Py_NotImplemented;
}

/* ---- the operators ---- */

PyObject *rt_binary_add(PyObject *left, PyObject *right)
{
    PyObject *result = quick_add(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Add(left, right));
}

PyObject *rt_binary_subtract(PyObject *left, PyObject *right)
{
    PyObject *result = quick_subtract(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Subtract(left, right));
}

PyObject *rt_binary_multiply(PyObject *left, PyObject *right)
{
    PyObject *result = quick_multiply(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Multiply(left, right));
}

PyObject *rt_binary_true_divide(PyObject *left, PyObject *right)
{
    PyObject *result = quick_true_divide(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_TrueDivide(left, right));
}

PyObject *rt_binary_floor_divide(PyObject *left, PyObject *right)
{
    PyObject *result = quick_floor_divide(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_FloorDivide(left, right));
}

PyObject *rt_binary_remainder(PyObject *left, PyObject *right)
{
    PyObject *result = quick_remainder(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Remainder(left, right));
}

PyObject *rt_binary_power(PyObject *left, PyObject *right)
{
    PyObject *result = quick_power(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Power(left, right, Py_None));
}

PyObject *rt_binary_lshift(PyObject *left, PyObject *right)
{
    PyObject *result = quick_lshift(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Lshift(left, right));
}

PyObject *rt_binary_rshift(PyObject *left, PyObject *right)
{
    PyObject *result = quick_rshift(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Rshift(left, right));
}

PyObject *rt_binary_and(PyObject *left, PyObject *right)
{
    PyObject *result = quick_and(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_And(left, right));
}

PyObject *rt_binary_or(PyObject *left, PyObject *right)
{
    PyObject *result = quick_or(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Or(left, right));
}

PyObject *rt_binary_xor(PyObject *left, PyObject *right)
{
    PyObject *result = quick_xor(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_Xor(left, right));
}

PyObject *rt_binary_matmul(PyObject *left, PyObject *right)
{
    return rt_seen(PyNumber_MatrixMultiply(left, right));
}

PyObject *rt_inplace_add(PyObject *left, PyObject *right)
{
    PyObject *result = quick_add(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceAdd(left, right));
}

PyObject *rt_inplace_subtract(PyObject *left, PyObject *right)
{
    PyObject *result = quick_subtract(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceSubtract(left, right));
}

PyObject *rt_inplace_multiply(PyObject *left, PyObject *right)
{
    PyObject *result = quick_multiply(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceMultiply(left, right));
}

PyObject *rt_inplace_true_divide(PyObject *left, PyObject *right)
{
    PyObject *result = quick_true_divide(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceTrueDivide(left, right));
}

PyObject *rt_inplace_floor_divide(PyObject *left, PyObject *right)
{
    PyObject *result = quick_floor_divide(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceFloorDivide(left, right));
}

PyObject *rt_inplace_remainder(PyObject *left, PyObject *right)
{
    PyObject *result = quick_remainder(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceRemainder(left, right));
}

PyObject *rt_inplace_power(PyObject *left, PyObject *right)
{
    PyObject *result = quick_power(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlacePower(left, right, Py_None));
}

PyObject *rt_inplace_lshift(PyObject *left, PyObject *right)
{
    PyObject *result = quick_lshift(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceLshift(left, right));
}

PyObject *rt_inplace_rshift(PyObject *left, PyObject *right)
{
    PyObject *result = quick_rshift(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceRshift(left, right));
}

PyObject *rt_inplace_and(PyObject *left, PyObject *right)
{
    PyObject *result = quick_and(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceAnd(left, right));
}

PyObject *rt_inplace_or(PyObject *left, PyObject *right)
{
    PyObject *result = quick_or(left, right);
    return result != Py_NotImplemented ? result : rt_seen_writing(PyNumber_InPlaceOr(left, right));
}

PyObject *rt_inplace_xor(PyObject *left, PyObject *right)
{
    PyObject *result = quick_xor(left, right);
    return result != Py_NotImplemented ? result : rt_seen(PyNumber_InPlaceXor(left, right));
}

PyObject *rt_inplace_matmul(PyObject *left, PyObject *right)
{
    return rt_seen(PyNumber_InPlaceMatrixMultiply(left, right));
}

/* ---- the same, with operands that the call uses up ---- */

RT_INLINE PyObject *used_up(PyObject *left, PyObject *right, int owned, PyObject *result)
{
    rt_use_up(left, right, owned);
    return result;
}

/* used_up behind an operation that may have reported a stop: dropping the operands may run code, so it ends first. */
static PyObject *used_up_slowly(PyObject *left, PyObject *right, int owned, PyObject *result)
{
    if (rt_stopping == NULL || result != NULL)
        return used_up(left, right, owned, result);
    result = rt_stop_undo();
    used_up(left, right, owned, NULL);
    return rt_seen(result);
}

/* A float of `value`: made of an operand that is owned and that nobody else holds, if there is one. */
RT_INLINE PyObject *float_from_operands(double value, PyObject *left, PyObject *right, int owned)
{
    if ((owned & RT_OWNS_LEFT) && PyFloat_CheckExact(left) && Py_REFCNT(left) == 1) {
        ((PyFloatObject *)left)->ob_fval = value;
        return used_up(left, right, owned & RT_OWNS_RIGHT, left);
    }
    if ((owned & RT_OWNS_RIGHT) && PyFloat_CheckExact(right) && Py_REFCNT(right) == 1) {
        ((PyFloatObject *)right)->ob_fval = value;
        return used_up(left, right, owned & RT_OWNS_LEFT, right);
    }
    return used_up(left, right, owned, rt_float_from(value));
}

/* Both operands as doubles, at least one of them being a float: 1; else 0. */
RT_INLINE int are_floats(PyObject *left, PyObject *right, struct operands *v)
{
    return (PyFloat_CheckExact(left) || PyFloat_CheckExact(right)) && as_double(left, &v->x) && as_double(right, &v->y);
}

PyObject *rt_reuse_add(PyObject *left, PyObject *right, int owned)
{
    struct operands v;
    if (are_floats(left, right, &v))
        return float_from_operands(v.x + v.y, left, right, owned);
    return used_up_slowly(left, right, owned, rt_binary_add(left, right));
}

PyObject *rt_reuse_subtract(PyObject *left, PyObject *right, int owned)
{
    struct operands v;
    if (are_floats(left, right, &v))
        return float_from_operands(v.x - v.y, left, right, owned);
    return used_up_slowly(left, right, owned, rt_binary_subtract(left, right));
}

PyObject *rt_reuse_multiply(PyObject *left, PyObject *right, int owned)
{
    struct operands v;
    if (are_floats(left, right, &v))
        return float_from_operands(v.x * v.y, left, right, owned);
    return used_up_slowly(left, right, owned, rt_binary_multiply(left, right));
}

PyObject *rt_reuse_true_divide(PyObject *left, PyObject *right, int owned)
{
    struct operands v;
    if (are_floats(left, right, &v) && v.y != 0.0)
        return float_from_operands(v.x / v.y, left, right, owned);
    return used_up_slowly(left, right, owned, rt_binary_true_divide(left, right));
}

PyObject *rt_negative(PyObject *value)
{
    int64_t i;
    if (PyLong_CheckExact(value) && rt_int_value(value, &i))
        return rt_int_from(-i);
    if (PyFloat_CheckExact(value))
        return rt_float_from(-PyFloat_AS_DOUBLE(value));
    return rt_seen(PyNumber_Negative(value));
}

PyObject *rt_positive(PyObject *value)
{
    return rt_seen(PyNumber_Positive(value));
}

PyObject *rt_invert(PyObject *value)
{
    return rt_seen(PyNumber_Invert(value));
}

int rt_is_true_slowly(PyObject *value)
{
    return rt_seen_truth(PyObject_IsTrue(value));
}

/* ---- comparisons ---- */

/* The comparison where both operands are plain numbers or strings: 0 or 1; else -1, and no exception. */
RT_INLINE int quick_compare(PyObject *left, PyObject *right, int op)
{
    struct operands v;
    switch (look(left, right, &v)) {
    case INTS:
        return op == Py_LT   ? v.a < v.b
               : op == Py_LE ? v.a <= v.b
               : op == Py_EQ ? v.a == v.b
               : op == Py_NE ? v.a != v.b
               : op == Py_GT ? v.a > v.b
                             : v.a >= v.b;
    case FLOATS:
        return op == Py_LT   ? v.x < v.y
               : op == Py_LE ? v.x <= v.y
               : op == Py_EQ ? v.x == v.y
               : op == Py_NE ? v.x != v.y
               : op == Py_GT ? v.x > v.y
                             : v.x >= v.y;
    default:
        break;
    }
    if (PyUnicode_CheckExact(left) && PyUnicode_CheckExact(right)) {
        if (op == Py_EQ)
            return rt_str_equal(left, right);
        if (op == Py_NE)
            return !rt_str_equal(left, right);
        int order = PyUnicode_Compare(left, right);
        return op == Py_LT ? order < 0 : op == Py_LE ? order <= 0 : op == Py_GT ? order > 0 : order >= 0;
    }
    return -1;
}

/* A comparison by slots, for its truth only. */
static RT_NOINLINE int slow_truth(PyObject *left, PyObject *right, int op)
{
    PyObject *result = PyObject_RichCompare(left, right, op);
    if (result == NULL)
        return -1;
    int truth = PyObject_IsTrue(result);
    rt_decref(result);
    return rt_seen_truth(truth);
}

PyObject *rt_compare_lt(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_LT);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_LT));
}

PyObject *rt_compare_le(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_LE);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_LE));
}

PyObject *rt_compare_eq(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_EQ);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_EQ));
}

PyObject *rt_compare_ne(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_NE);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_NE));
}

PyObject *rt_compare_gt(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_GT);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_GT));
}

PyObject *rt_compare_ge(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_GE);
    return truth >= 0 ? rt_newref(rt_box_bool(truth)) : rt_seen(PyObject_RichCompare(left, right, Py_GE));
}

int rt_compare_true_lt(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_LT);
    return truth >= 0 ? truth : slow_truth(left, right, Py_LT);
}

int rt_compare_true_le(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_LE);
    return truth >= 0 ? truth : slow_truth(left, right, Py_LE);
}

int rt_compare_true_eq(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_EQ);
    return truth >= 0 ? truth : slow_truth(left, right, Py_EQ);
}

int rt_compare_true_ne(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_NE);
    return truth >= 0 ? truth : slow_truth(left, right, Py_NE);
}

int rt_compare_true_gt(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_GT);
    return truth >= 0 ? truth : slow_truth(left, right, Py_GT);
}

int rt_compare_true_ge(PyObject *left, PyObject *right)
{
    int truth = quick_compare(left, right, Py_GE);
    return truth >= 0 ? truth : slow_truth(left, right, Py_GE);
}

int rt_contains(PyObject *container, PyObject *item)
{
    return rt_seen_truth(PySequence_Contains(container, item));
}
