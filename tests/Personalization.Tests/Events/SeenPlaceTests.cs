using System.Text;
using System.Text.Json;
using Personalization.Events;
using Personalization.Recommendations;

namespace Personalization.Tests.Events;

[Trait("Feature", "S20")]
public sealed class SeenPlaceTests
{
    private const string Agreed = """ "consent":{"categoryPreferences":{"location":true}} """;

    [Fact]
    public void Read_OfAnEventThatAgrees_FillsTheCountry() => Assert.Equal("""{"country":"GR","source":"edge"}""", Location("{" + Agreed + "}"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"consent":{"categoryPreferences":{"location":false,"personalization":true}}}""")]
    [InlineData("""{"consent":{"categoryPreferences":{"location":"true"}}}""")]
    [InlineData("""{"consent":{"location":true}}""")]
    public void Read_OfAnEventThatDoesNotAgree_FillsNothing(string context) => Assert.Null(Location(context));

    [Theory]
    [InlineData("""{"country":"KA"}""")]
    [InlineData("""{"country_code":"KA"}""")]
    [InlineData("""{"city":"Batumi"}""")]
    public void Read_OfAnEventThatSaysItsPlace_LeavesIt(string location) => Assert.Equal(location, Location("{" + Agreed + ",\"location\":" + location + "}"));

    [Fact]
    public void Read_OfAnEventWithAnotherMember_KeepsIt() =>
        Assert.Equal("""{"country":"GR","region":"Attica","source":"edge"}""", Location("{" + Agreed + ""","location":{"region":"Attica"}}"""));

    [Fact]
    public void Read_WhereNobodyKnowsThePlace_FillsNothing() => Assert.Null(Location("{" + Agreed + "}", null));

    [Theory]
    [InlineData("gr", "GR")]
    [InlineData("XX", null)]
    [InlineData("T1", null)]
    [InlineData("GRC", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void CountryCode_OfAHeader_IsOnlyWhatIsACountry(string? header, string? country) => Assert.Equal(country, ActivityPlaces.CountryCode(header));

    private static string? Location(string context) => Location(context, new SeenPlace("GR", "location"));

    private static string? Location(string context, SeenPlace? place)
    {
        EventCapture capture = new(EventVocabulary.Default, new WriteKeys([KeyValuePair.Create("test", "k")]));
        byte[] body = Encoding.UTF8.GetBytes($$"""{"event":"A","messageId":"m","userId":"u","context":{{context}} }""");
        EventVerdict verdict = Assert.Single(capture.Read(body, EventType.Track, "k", DateTimeOffset.UnixEpoch, place: place).Verdicts);
        JsonElement said = EventCodec.Parse(verdict.Line).Context;
        return said.ValueKind is JsonValueKind.Object && said.TryGetProperty("location", out JsonElement location) ? location.GetRawText() : null;
    }
}
