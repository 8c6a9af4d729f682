using System.Globalization;
using System.Linq.Expressions;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Tables;

/// <summary>Random predicates over random rows: our filter, the other client's filter and LINQ in memory choose the same rows.</summary>
public sealed class FilterAgreementTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(SampleEntity), "row");

    private static readonly string[] Texts = ["", "a", "B", "it's", "سلام", "z", "ä"];

    private sealed record Predicate(Expression Ours, string Theirs);

    [Fact]
    public void AnyPredicate_ChoosesTheSameRowsEverywhere()
    {
        SampleEntity[] rows = [.. Rows().Sample(40).Select((row, index) => { row.RowKey = $"{index:d3}"; return row; })];
        Table.SubmitTransaction(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

        Prop.ForAll(Arb.From(Predicates(depth: 3)), predicate =>
        {
            Expression<Func<SampleEntity, bool>> filter = Expression.Lambda<Func<SampleEntity, bool>>(predicate.Ours, Row);
            string[] expected = [.. rows.Where(filter.Compile()).Select(row => row.RowKey)];
            Assert.Equal(expected, Table.Query(filter).Select(row => row.RowKey));
            Assert.Equal(expected, Oracle.ExecuteQuery(new TableQuery { FilterString = predicate.Theirs }).Select(row => row.RowKey));
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<SampleEntity> Rows() =>
        from text in Gen.Elements(Texts)
        from flag in Gen.Elements(true, false)
        from small in Gen.Choose(-3, 3)
        from large in Gen.Choose(-3, 3)
        from half in Gen.Choose(-4, 4)
        from second in Gen.Choose(0, 3)
        select new SampleEntity
        {
            PartitionKey = "p",
            Text = text,
            Flag = flag,
            Small = small,
            Large = large * (1L << 54),
            Real = half / 2.0,
            Moment = Second(second),
            Id = Identity(small),
        };

    private static Gen<Predicate> Predicates(int depth)
    {
        Gen<Predicate> comparison = Comparisons();
        if (depth == 0) return comparison;
        Gen<Predicate> inner = Predicates(depth - 1);
        return Gen.OneOf(
            comparison,
            from left in inner
            from right in inner
            select new Predicate(Expression.AndAlso(left.Ours, right.Ours), $"({left.Theirs}) and ({right.Theirs})"),
            from left in inner
            from right in inner
            select new Predicate(Expression.OrElse(left.Ours, right.Ours), $"({left.Theirs}) or ({right.Theirs})"),
            from operand in inner
            select new Predicate(Expression.Not(operand.Ours), $"not ({operand.Theirs})"));
    }

    private static Gen<Predicate> Comparisons() => Gen.OneOf(
        from value in Gen.Elements(Texts) from type in Orderings select Text(type, value),
        from value in Gen.Choose(-3, 3) from type in Orderings select Compare("Small", type, value, TableQuery.GenerateFilterConditionForInt),
        from value in Gen.Choose(-3, 3) from type in Orderings select Compare("Large", type, value * (1L << 54), TableQuery.GenerateFilterConditionForLong),
        from value in Gen.Choose(-4, 4) from type in Orderings select Compare("Real", type, value / 2.0, Real),
        from value in Gen.Choose(0, 3) from type in Orderings select Compare("Moment", type, Second(value), TableQuery.GenerateFilterConditionForDate),
        from value in Gen.Choose(-3, 3) from type in Equalities select Compare("Id", type, Identity(value), TableQuery.GenerateFilterConditionForGuid),
        Gen.Constant(new Predicate(Property("Flag"), TableQuery.GenerateFilterConditionForBool("Flag", QueryComparisons.Equal, true))));

    private static Gen<ExpressionType> Equalities => Gen.Elements(ExpressionType.Equal, ExpressionType.NotEqual);

    private static Gen<ExpressionType> Orderings => Gen.OneOf(
        Equalities,
        Gen.Elements(ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual));

    private static Predicate Compare<T>(string name, ExpressionType type, T value, Func<string, string, T, string> theirs) =>
        new(Expression.MakeBinary(type, Property(name), Expression.Constant(value)), theirs(name, Word(type), value));

    private static Predicate Text(ExpressionType type, string value)
    {
        MethodCallExpression compare = Expression.Call(typeof(string), nameof(string.Compare), null, Property("Text"), Expression.Constant(value));
        return new Predicate(Expression.MakeBinary(type, compare, Expression.Constant(0)), TableQuery.GenerateFilterCondition("Text", Word(type), value));
    }

    // The other client writes 2.0 as 2, which Azurite would take for an Int32.
    private static string Real(string name, string operation, double value) => $"{name} {operation} {value.ToString("0.0", CultureInfo.InvariantCulture)}";

    private static MemberExpression Property(string name) => Expression.Property(Row, name);

    private static DateTimeOffset Second(int second) => new(2024, 1, 1, 0, 0, second, TimeSpan.Zero);

    private static Guid Identity(int number) => new(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static string Word(ExpressionType type) => type switch
    {
        ExpressionType.Equal => QueryComparisons.Equal,
        ExpressionType.NotEqual => QueryComparisons.NotEqual,
        ExpressionType.LessThan => QueryComparisons.LessThan,
        ExpressionType.LessThanOrEqual => QueryComparisons.LessThanOrEqual,
        ExpressionType.GreaterThan => QueryComparisons.GreaterThan,
        _ => QueryComparisons.GreaterThanOrEqual,
    };
}
