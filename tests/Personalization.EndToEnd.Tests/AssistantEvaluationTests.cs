using Personalization.Evaluation;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>The bank's questions, without any model. <c>scripts/eval assistant</c> asks the same and prints more of it.</summary>
public sealed class AssistantEvaluationTests
{
    private const double LeastSuccess = 0.9;

    [Fact]
    [Trait("Feature", "S90")]
    [Trait("Feature", "S91")]
    public async Task Ask_EveryThirdOfBothBanks_TasksAreDoneAndAllIsBorneOut()
    {
        IReadOnlyList<BankItem> bank = [.. await ReadAsync("bank.jsonl"), .. await ReadAsync("bank-examined.jsonl")];
        await using EvaluationShop shop = await EvaluationShop.StartAsync();

        EvaluationReport report = EvaluationReport.Of(await new EvaluationRun(shop).AskAsync(bank.Where((_, index) => index % 3 == 0)), 0, 0);

        string failed = report.ToText();
        Assert.True(bank.Count >= 300 && bank.Select(item => item.Lang).Distinct().Count() == 5, "The bank is too small");
        Assert.True(report.All.Success >= LeastSuccess, failed);
        Assert.True(report.All.Grounded >= 1, failed);
        Assert.True(report.All.Refused >= 1, failed);
    }

    private static async Task<IReadOnlyList<BankItem>> ReadAsync(string name) => BankItem.Read(await File.ReadAllLinesAsync(Path.Combine(RepositoryRoot.Path, "tests/Personalization.Evaluation", name)));
}
