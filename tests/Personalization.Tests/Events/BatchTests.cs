using System.Text;
using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>What holds for a request as a whole: its key, its size, its shape and its context.</summary>
public sealed class BatchTests
{
    private const string Page = """{"type":"page","userId":"u","messageId":"m"}""";

    [Theory]
    [InlineData("key-1", "", "\"web\"")]
    [InlineData("key-2", "", "\"server\"")]
    [InlineData(null, ",\"writeKey\":\"key-2\"", "\"server\"")]
    [InlineData("", ",\"writeKey\":\"key-2\"", "\"server\"")]
    [InlineData("key-1", ",\"writeKey\":\"wrong\"", "\"web\"")]
    public void Read_KnownKey_NamesTheSource(string? header, string body, string source) =>
        Assert.Equal(source, Assert.Single(Read($$"""{"batch":[{{Page}}]{{body}}}""", key: header).Verdicts).Json("source"));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("wrong", ",\"writeKey\":\"key-1\"")]
    [InlineData("KEY-1", "")]
    [InlineData(null, ",\"writeKey\":7")]
    [InlineData(null, ",\"writeKey\":\"\"")]
    [InlineData(null, ",\"writeKey\":\"\\ud800\"")]
    public void Read_UnknownKey_IsRefusedBeforeAnythingElse(string? header, string body)
    {
        CaptureResult result = Read($$"""{"batch":5{{body}}}""", key: header);

        Assert.Equal("401 unknown-write-key: ", result.Errors());
        Assert.Empty(result.Verdicts);
    }

    [Fact]
    public void SourceOf_KeyThatIsThePrefixOfAnother_IsNotTakenForIt()
    {
        WriteKeys keys = new([KeyValuePair.Create("a", "key"), KeyValuePair.Create("b", "key-longer")]);

        Assert.Equal(("a", "b", null), (keys.SourceOf("key"), keys.SourceOf("key-longer"), keys.SourceOf("key-")));
    }

    [Theory]
    [InlineData("", "400 not-json: ")]
    [InlineData("{", "400 not-json: ")]
    [InlineData("{\"batch\":[]} {}", "400 not-json: ")]
    [InlineData("[]", "400 invalid-request: wrong_type ")]
    [InlineData("\"text\"", "400 invalid-request: wrong_type ")]
    [InlineData("{}", "400 invalid-request: wrong_type /batch")]
    [InlineData("{\"batch\":{}}", "400 invalid-request: wrong_type /batch")]
    [InlineData("{\"batch\":[],\"context\":[]}", "400 invalid-request: wrong_type /context")]
    public void Read_BodyOfAnotherShape_IsAProblemWithItsPlace(string body, string errors) => Assert.Equal(errors, Read(body).Errors());

    [Fact]
    public void Read_EmptyBatch_HasNoVerdicts() => Assert.Equal((null, 0), (Read("{\"batch\":[]}").Problem, Read("{\"batch\":[]}").Verdicts.Count));

    [Fact]
    public void Read_BodyAtAndOverItsLimit_IsTakenAndRefused()
    {
        string body = $$"""{"batch":[{{Page}}]}""";
        string full = body + new string(' ', EventLimits.RequestBytes - body.Length);

        Assert.Null(Read(full).Problem);
        Assert.Equal("400 request-too-large: ", Read(full + " ").Errors());
    }

    [Fact]
    public void Read_EventAtAndOverItsLimit_IsTakenAndRejectedByItsBytes()
    {
        string Item(int bytes) => """{"type":"page","userId":"u","messageId":"m","name":"é""" + new string('x', bytes - 56) + "\"}";

        Assert.Equal(EventLimits.EventBytes, Encoding.UTF8.GetByteCount(Item(EventLimits.EventBytes)));
        Assert.Equal(EventOutcome.Accepted, One(Item(EventLimits.EventBytes)).Outcome);
        Assert.Equal("too_large /batch/0", One(Item(EventLimits.EventBytes + 1)).Found());
    }

    [Fact]
    public void Read_ContextOfTheBatch_FillsWhatEventsDoNotSay()
    {
        const string Context = ",\"context\":{\"locale\":\"el\",\"timezone\":\"Europe/Athens\",\"page\":{\"url\":\"x\"}}";

        Assert.Equal("""{"locale":"el","timezone":"Europe/Athens","page":{"url":"x"}}""", One(Page, Context).Json("context"));
        Assert.Equal(
            """{"page":{"title":"own"},"locale":"fa","timezone":"Europe/Athens"}""",
            One("""{"type":"page","userId":"u","messageId":"m","context":{"page":{"title":"own"},"locale":"fa"}}""", Context).Json("context"));
        Assert.Equal("\"el\"", One("""{"type":"page","userId":"u","messageId":"m","context":null}""", Context).Json("context", "locale"));
        Assert.Equal("-", One(Page).Json("context"));
    }

    [Fact]
    public void Read_LargeContextOfTheBatch_IsRefusedBeforeItIsMultiplied()
    {
        string Body(int bytes, int events) =>
            $$"""{"context":{"x":"{{new string('x', bytes)}}"},"batch":[{{string.Join(',', Enumerable.Repeat("{\"type\":\"page\",\"userId\":\"u\"}", events))}}]}""";

        Assert.Null(Read(Body(30_000, 200)).Problem);
        Assert.Equal("400 request-too-large: too_large /context", Read(Body(30_000, 300)).Errors());
        Assert.Equal("400 request-too-large: too_large /context", Read(Body(EventLimits.EventBytes, 1)).Errors());
    }
}
