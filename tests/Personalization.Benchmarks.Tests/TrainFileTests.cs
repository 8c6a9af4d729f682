using Personalization.Benchmarks.Recommendations.Files;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Tests;

public sealed class TrainFileTests
{
    [Fact]
    public void Read_RowsOfSeveralVisitsMixed_GroupsThemByVisitInOrderOfTheLastClick()
    {
        using TextFile file = new("session~id item~id order", "late a 1", "early b 3", "late c 9", "early a 2", "late b 5");

        ShoppingLog log = TrainFile.Read(file.Path);

        Assert.Equal(["a", "b", "c"], log.ProductIds);
        Assert.Equal([0, 2, 5], log.Visits.Starts);
        Assert.Equal([0, 1, 0, 1, 2], log.Visits.Products);
        Assert.Equal([2u, 3u, 1u, 5u, 9u], log.Visits.Times);
        Assert.Equal([-1, -1], log.Visits.Persons);
        Assert.Equal(0, log.Orders.Count);
    }

    [Fact]
    public void Read_SameTime_KeepsTheOrderOfTheFile()
    {
        using TextFile file = new("session~id item~id order", "y c 7", "x b 7", "x a 7", "y d 7");

        VisitLog visits = TrainFile.Read(file.Path).Visits;

        Assert.Equal([0, 3, 1, 2], visits.Products);
    }

    [Fact]
    public void Read_EventsOfKnownPersons_TellsKindsPersonsAndSeconds()
    {
        using TextFile file = new("user~id event timestamp item~id session~id",
            "u1 view 1442372363000 a 1", " addtocart 1442372364000 b 2", "u1 transaction 1442372365 a 3");

        VisitLog visits = TrainFile.Read(file.Path).Visits;

        Assert.Equal([InteractionKind.View, InteractionKind.CartAdd, InteractionKind.Purchase], visits.Kinds.Select(kind => (InteractionKind)kind));
        Assert.Equal([0, -1, 0], visits.Persons);
        Assert.Equal([1442372363u, 1442372364u, 1442372365u], visits.Times);
    }

    [Theory]
    [InlineData("session~id item~id order", "1 a 1", "2 b x", "line 3: order is \"x\"")]
    [InlineData("session~id item~id order", "1 a 1", "2 b", "line 3: 2 columns, but the first line names 3")]
    [InlineData("session~id item~id order", "1 a 1", "2  3", "line 3: item_id is empty")]
    [InlineData("session~id item~id order", "1 a 1", "2 b -1", "line 3: order is \"-1\"")]
    [InlineData("session~id item~id order event", "1 a 1 view", "1 a 2 buy", "line 3: event is \"buy\"")]
    [InlineData("session~id product order", "1 a 1", "1 a 2", "line 1: no column item_id")]
    [InlineData("session~id item~id", "1 a", "1 a", "line 1: no column timestamp or order")]
    public void Read_BadLine_SaysWhereAndWhat(string header, string first, string second, string problem)
    {
        using TextFile file = new(header, first, second);

        BadFileException fault = Assert.Throws<BadFileException>(() => TrainFile.Read(file.Path));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoEvents_Refuses()
    {
        using TextFile file = new("session~id item~id order");

        Assert.Throws<BadFileException>(() => TrainFile.Read(file.Path));
    }

    [Fact]
    public void Read_NoFile_Refuses() => Assert.Throws<BadFileException>(() => TrainFile.Read("there is none.tsv"));
}
