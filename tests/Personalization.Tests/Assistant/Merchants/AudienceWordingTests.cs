using Personalization.Assistant.Merchants;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;

namespace Personalization.Tests.Assistant.Merchants;

[Trait("Feature", "S119")]
public sealed class AudienceWordingTests
{
    private const string Query = "GET /v1/audiences";

    public static TheoryData<string> Languages => [.. MerchantWording.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Say_Audiences_TellsEachWithItsFiguresInTheLanguage(string language)
    {
        ToolResult result = new("audience_list",
        [
            new FigureFact("audience.all", 2, null, Query), new ThingFact("audience", "vip", "Very important", null, DateTimeOffset.UnixEpoch, Query), Figure("audience.exportable", 41), Figure("audience.members", 97),
            Figure("audience.objected", 13), Figure("audience.no_consent", 23), Figure("audience.no_identifier", 20), new ThingFact("audience", "new", "New", "uncounted", DateTimeOffset.UnixEpoch, Query),
        ]);

        string[] lines = Say(language, result).Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.All((string[])["41", "97", "13", "23", "20", "Very important (vip)"], part => Assert.Contains(part, lines[1], StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain("audience.", line, StringComparison.Ordinal));
        Assert.DoesNotContain("uncounted", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(Query, lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Say_NoSegmentStored_NamesTheExamples(string language) => Assert.Contains("retarget-2-days", Say(language, new ToolResult("audience_list", [])), StringComparison.Ordinal);

    private static string Say(string language, ToolResult result) => MerchantWording.For(language).Say(new OfflinePlan("any", "", []), [result]);

    private static FigureFact Figure(string name, decimal value) => new(name, value, "people", Query) { Of = "Very important" };
}
