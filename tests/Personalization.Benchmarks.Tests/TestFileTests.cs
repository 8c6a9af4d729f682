using Personalization.Benchmarks.Recommendations.Files;

namespace Personalization.Benchmarks.Tests;

public sealed class TestFileTests
{
    private static readonly string[] Known = ["a", "b"];

    [Fact]
    public void Read_Prefixes_NumbersProductsAsTheLogAndUnknownOnesAfter()
    {
        using TextFile file = new("query~id prefix target", "0 b_x_a y", "1 a x");

        Queries queries = TestFile.Read(file.Path, Known);

        Assert.Equal(["0", "1"], queries.Ids);
        Assert.Equal([1, 2, 0], queries.Prefix(0));
        Assert.Equal([1, -1, 0], queries.Asked(0));
        Assert.Equal([0], queries.Asked(1));
        Assert.Equal((3, 2), (queries.Target(0), queries.Target(1)));
        Assert.Equal(["a", "b", "x", "y"], queries.ProductIds);
    }

    [Fact]
    public void Read_Events_AsksForEachStepButTheFirst()
    {
        using TextFile file = new("session~id item~id timestamp event", "s b 30 view", "t a 1 view", "s a 10 view", "s a 20 addtocart");

        Queries queries = TestFile.Read(file.Path, Known);

        Assert.Equal(["s:1", "s:2"], queries.Ids);
        Assert.Equal([0], queries.Prefix(0));
        Assert.Equal([0, 0], queries.Prefix(1));
        Assert.Equal((0, 1), (queries.Target(0), queries.Target(1)));
    }

    [Theory]
    [InlineData("query~id prefix target", "0  a", "line 2: prefix is empty")]
    [InlineData("query~id prefix target", "0 a ", "line 2: target is empty")]
    [InlineData("query~id prefix", "0 a", "no column target")]
    public void Read_BadLine_SaysWhereAndWhat(string header, string line, string problem)
    {
        using TextFile file = new(header, line);

        BadFileException fault = Assert.Throws<BadFileException>(() => TestFile.Read(file.Path, Known));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
    }
}
