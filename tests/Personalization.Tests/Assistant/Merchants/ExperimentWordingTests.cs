using System.Text.RegularExpressions;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Experiments.Reports;

namespace Personalization.Tests.Assistant.Merchants;

[Trait("Feature", "S125")]
public sealed class ExperimentWordingTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("el")]
    [InlineData("ru")]
    [InlineData("fa")]
    [InlineData("ar")]
    public void Say_EveryVerdict_HasWordsInTheLanguage(string language)
    {
        string[] states = [.. ((string[])["running", "over"]).SelectMany(state => Enum.GetNames<ExperimentVerdict>().Select(verdict => $"{state}.{verdict.ToLowerInvariant()}")), "draft", "waiting"];
        foreach (string state in states)
        {
            ToolResult result = new("experiment_list",
            [
                new FigureFact("experiments.running", 1, null, "q"), new FigureFact("experiments.all", 2, null, "q"), new ThingFact("experiment", "home", "Home", state, null, "q"),
                new FigureFact("experiment.people", 300, "people", "q") { Of = "Home" }, new FigureFact("experiment.difference", 12.5m, "%", "q") { Of = "Home" },
            ]);
            string said = MerchantWording.For(language).Say(new OfflinePlan("experiments", "{}", []), [result]);
            Assert.Contains("300", said, StringComparison.Ordinal);
            Assert.Contains("12.5 %", said, StringComparison.Ordinal);
            Assert.DoesNotMatch(new Regex(@"experiment\.|running\.|over\.|\{", RegexOptions.None, TimeSpan.FromSeconds(1)), said.Replace("q", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("el")]
    public void Say_NoExperiment_SaysHowToStoreOne(string language) =>
        Assert.Contains("PUT /v1/experiments", MerchantWording.For(language).Say(new OfflinePlan("experiments", "{}", []), [new ToolResult("experiment_list", [])]), StringComparison.Ordinal);
}
