using System.Linq.Expressions;

namespace Personalization.LocalHost.Tables;

/// <summary>Translates predicates: comparisons of a property with a value, joined by and, or and not.</summary>
internal static class FilterTranslator
{
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public static string Translate(LambdaExpression filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Predicate(filter.Body, filter.Parameters[0]);
    }

    private static string Predicate(Expression expression, ParameterExpression row)
    {
        switch (expression)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both:
                return $"({Predicate(both.Left, row)}) and ({Predicate(both.Right, row)})";
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either:
                return $"({Predicate(either.Left, row)}) or ({Predicate(either.Right, row)})";
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return $"not ({Predicate(not.Operand, row)})";
            case UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Type == typeof(bool):
                return Predicate(convert.Operand, row);
            case BinaryExpression comparison when Operator(comparison.NodeType) is not null:
                return Comparison(comparison, row);
            case MethodCallExpression { Method.Name: nameof(string.Equals) } call when FilterOperands.OfCall(call) is ({ } left, { } right):
                return Comparison(left, ExpressionType.Equal, right, row);
            default:
                return FilterOperands.PropertyName(expression, row) is { } flag ? $"{flag} eq true" : throw Untranslatable(expression);
        }
    }

    private static string Comparison(BinaryExpression comparison, ParameterExpression row)
    {
        // string.Compare(a, b) >= 0 and a.CompareTo(b) >= 0 say a >= b.
        if (comparison.Left is MethodCallExpression { Method.Name: nameof(string.Compare) or nameof(string.CompareTo) } call
            && FilterOperands.OfCall(call) is ({ } left, { } right) && FilterOperands.Evaluate(comparison.Right, row) is 0)
        {
            return Comparison(left, comparison.NodeType, right, row);
        }
        return Comparison(comparison.Left, comparison.NodeType, comparison.Right, row);
    }

    private static string Comparison(Expression left, ExpressionType type, Expression right, ParameterExpression row)
    {
        if (FilterOperands.PropertyName(left, row) is { } property) return $"{property} {Operator(type)} {Value(right, row)}";
        if (FilterOperands.PropertyName(right, row) is { } swapped) return $"{swapped} {Operator(Mirror(type))} {Value(left, row)}";
        throw Untranslatable(left);
    }

    private static string Value(Expression expression, ParameterExpression row)
    {
        object value = FilterOperands.Evaluate(expression, row)
            ?? throw new NotSupportedException("A table has no null to compare with: an absent property matches no comparison");
        return FilterLiterals.Write(value);
    }

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private static ExpressionType Mirror(ExpressionType type) => type switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => type,
    };

    private static NotSupportedException Untranslatable(Expression expression) => new($"The table service cannot evaluate {expression}");
}
