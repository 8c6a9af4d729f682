using System.Text;
using Personalization.Events;
using Personalization.Events.Fixes;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Events.Fixes;

/// <summary>Events of a stretch of time are read as they should have been sent; all others as they were.</summary>
[Trait("Feature", "S24")]
public sealed class EventFixTests
{
    private static readonly DateTimeOffset Now = Told.Start.AddDays(401);

    private static EventFix Fix(FixKind kind, string? field = null, string? into = null, string name = "Size Chosen") =>
        new("fix", Told.Start.AddDays(400), Told.Start.AddDays(400).AddHours(1), name, null, kind, field, into, "Nino", Now);

    private static ShopEvent Sent(string properties, string name = "Size Chosen") => Told.Track("a", 1, name, properties);

    private static string? Read(EventFix fix, ShopEvent sent) => EventFixes.None.With(fix).Apply(sent) is { } read ? $"{read.Event} {read.Properties.GetRawText()}" : null;

    [Theory]
    [InlineData(FixKind.Rename, "sz", "size", """{"sz":"M","n":1}""", """Size Chosen {"n":1,"size":"M"}""")]
    [InlineData(FixKind.Rename, "sz", "size", """{"sz":"M","size":"L"}""", """Size Chosen {"sz":"M","size":"L"}""")]
    [InlineData(FixKind.Rename, "products.id", "product_id", """{"products":[{"id":"p"},{"product_id":"q"}]}""", """Size Chosen {"products":[{"product_id":"p"},{"product_id":"q"}]}""")]
    [InlineData(FixKind.Cast, "stock", "number", """{"stock":"4.50"}""", """Size Chosen {"stock":4.50}""")]
    [InlineData(FixKind.Cast, "stock", "number", """{"stock":"many"}""", """Size Chosen {"stock":"many"}""")]
    [InlineData(FixKind.Cast, "stock", "text", """{"stock":4}""", """Size Chosen {"stock":"4"}""")]
    [InlineData(FixKind.Cast, "gift", "boolean", """{"gift":"1"}""", """Size Chosen {"gift":true}""")]
    [InlineData(FixKind.Cast, "gift", "number", """{"gift":true}""", """Size Chosen {"gift":1}""")]
    [InlineData(FixKind.RenameEvent, null, "Product Viewed", """{"n":"μ"}""", """Product Viewed {"n":"μ"}""")]
    public void Apply_EventOfTheRange_IsReadAnew(FixKind kind, string? field, string? into, string sent, string read) => Assert.Equal(read, Read(Fix(kind, field, into), Sent(sent)));

    [Fact]
    public void Apply_Drop_LeavesNothing() => Assert.Null(Read(Fix(FixKind.Drop), Sent("{}")));

    [Fact]
    public void Apply_EventThatNoFixIsFor_IsTheSameObject()
    {
        ShopEvent sent = Sent("""{"sz":"M"}""");
        EventFix rename = Fix(FixKind.Rename, "sz", "size");

        Assert.All(
            (EventFix[])[rename with { Event = "other" }, rename with { Source = "app" }, rename with { To = rename.From }, rename with { From = rename.To }, rename with { Field = "n" }],
            fix => Assert.Same(sent, EventFixes.None.With(fix).Apply(sent)));
    }

    [Fact]
    public void Apply_Lines_AreThoseOfTheEventsOneByOne()
    {
        EventFixes fixes = EventFixes.Deserialize(EventFixes.None.With(Fix(FixKind.Rename, "sz", "size")).With(Fix(FixKind.Drop, name: "Noise") with { Id = "drop" }).Serialize());
        ShopEvent[] sent = [Sent("""{"sz":"M"}"""), Sent("{}", "Noise"), Sent("{}", "other")];

        string read = Encoding.UTF8.GetString(fixes.Apply(EventCodec.Join(sent.Select(one => one.Line))).Span);

        Assert.Equal(Encoding.UTF8.GetString(EventCodec.Join(sent.Select(fixes.Apply).OfType<ShopEvent>().Select(one => one.Line)).Span), read);
        Assert.Equal(2, read.Count(one => one == '\n'));
        ReadOnlyMemory<byte> others = EventCodec.Join([sent[2].Line]);
        Assert.Equal(others, fixes.Apply(others));
    }

    [Theory]
    [InlineData("""{"to":"2027-02-01","event":"E","author":"N","fix":{"kind":"drop"}}""", "/from")]
    [InlineData("""{"from":"2027-01-01","to":"2029-02-01","event":"E","author":"N","fix":{"kind":"drop"}}""", "/to")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-01","event":"E","author":"N","fix":{"kind":"drop"}}""", "/to")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"Customer Tagged","author":"N","fix":{"kind":"drop"}}""", "/event")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"E","author":"N","fix":{"kind":"renameEvent","to":"Loyalty Updated"}}""", "/fix/to")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"E","author":"N","fix":{"kind":"cast","field":"a","to":"date"}}""", "/fix/to")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"E","author":"N","fix":{"kind":"rename","to":"b"}}""", "/fix/field")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"E","author":"N"}""", "/fix")]
    [InlineData("""{"from":"2027-01-01","to":"2027-01-02","event":"E","author":"N","fix":{"kind":"drop"},"dry":false}""", "/dry")]
    public void Read_WhatCannotBeDone_IsRefusedWithItsField(string body, string pointer) =>
        Assert.Contains(pointer, FixReader.Read(Encoding.UTF8.GetBytes(body), Now).Problem!.Errors!.Select(error => error.Pointer));

    [Fact]
    public void Read_SameFixAskedTwice_HasOneIdAndIsADryRunUnlessToldOtherwise()
    {
        const string Body = """{"from":"2027-01-01T00:00:00Z","to":"2027-01-02","event":"E","author":"N","fix":{"kind":"rename","field":"a","to":"b"}}""";
        (FixWish? one, _) = FixReader.Read(Encoding.UTF8.GetBytes(Body), Now);
        (FixWish? other, _) = FixReader.Read(Encoding.UTF8.GetBytes(Body.Replace("\"N\"", "\"O\",\"dryRun\":false", StringComparison.Ordinal)), Now.AddDays(1));

        Assert.Equal(one!.Fix!.Id, other!.Fix!.Id);
        Assert.Equal((true, false), (one.DryRun, other.DryRun));
    }
}
