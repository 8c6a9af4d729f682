using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Personalization.LocalHost.Tables;

/// <summary>The two sides of a comparison: a property of the row, and a value that does not depend on the row.</summary>
internal static class FilterOperands
{
    /// <summary>The stored name of the property that the expression reads, or null where it is no property of the row.</summary>
    public static string? PropertyName(Expression expression, ParameterExpression row)
    {
        expression = StripConversion(expression);
        if (expression is MemberExpression { Member.Name: "Value", Expression: { } nullable }
            && Nullable.GetUnderlyingType(nullable.Type) is not null)
            return PropertyName(nullable, row);
        if (expression is MemberExpression { Member: PropertyInfo property, Expression: { } owner } && StripConversion(owner) == row)
            return property.DeclaringType == typeof(TableItem) ? "TableName" : NameOf(property);
        // entity.GetString("Name") and entity["Name"] of an entity that is a dictionary.
        return expression is MethodCallExpression { Object: { } target, Arguments: [{ } key] } call
            && StripConversion(target) == row && row.Type == typeof(TableEntity)
            && (call.Method.Name == "get_Item" || call.Method.Name.StartsWith("Get", StringComparison.Ordinal)) && key.Type == typeof(string)
            ? (string?)Evaluate(key, row)
            : null;
    }

    /// <summary>
    /// The two sides of <c>Compare</c>, <c>CompareTo</c> or <c>Equals</c>; none where the call has further arguments, since the service only compares
    /// ordinally.
    /// </summary>
    public static (Expression? Left, Expression? Right) OfCall(MethodCallExpression call) => call switch
    {
        { Object: { } left, Arguments: [var right] } => (left, right),
        { Object: null, Arguments: [var left, var right] } => (left, right),
        _ => (null, null),
    };

    /// <summary>The value of an expression that does not mention the row.</summary>
    /// <exception cref="NotSupportedException">It does.</exception>
    public static object? Evaluate(Expression expression, ParameterExpression row)
    {
        expression = StripConversion(expression);
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field, Expression: ConstantExpression captured }:
                return field.GetValue(captured.Value);
            default:
                if (new RowFinder(row).Mentions(expression))
                    throw new NotSupportedException($"The table service compares a property with a value, not with {expression}");
                return Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke();
        }
    }

    private static string NameOf(PropertyInfo property)
    {
        // An enum is stored by its word, and the compiler has made a number of it: comparing the two would match nothing.
        if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            throw new NotSupportedException($"{property.Name} is an enum, which is stored as text: filter by the text");
        return PropertyMap.NameOf(property);
    }

    private static Expression StripConversion(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked, Method: null } conversion
            && Widens(conversion))
        {
            expression = conversion.Operand;
        }
        return expression;
    }

    // Casts to a base type, to object or to Nullable say nothing; a change of number does.
    private static bool Widens(UnaryExpression conversion) =>
        !conversion.Type.IsValueType || !conversion.Operand.Type.IsValueType
        || Nullable.GetUnderlyingType(conversion.Type) == conversion.Operand.Type;

    private sealed class RowFinder(ParameterExpression row) : ExpressionVisitor
    {
        private bool found;

        public bool Mentions(Expression expression)
        {
            Visit(expression);
            return found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            found |= node == row;
            return node;
        }
    }
}
