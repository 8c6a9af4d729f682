using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Limits;
using Personalization.Assistant.Tools;
using Personalization.Functions.Http;
using Personalization.Functions.Recommendations;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>What costs are made of, as far as the app itself counts it: prices are the cloud's.</summary>
/// <param name="ledger">Tokens.</param>
/// <param name="sources">Events.</param>
/// <param name="options">Settings.</param>
/// <param name="time">The clock.</param>
public sealed class MerchantCosts(ITokenLedger ledger, RecommendationSources sources, IOptions<AssistantOptions> options, TimeProvider time)
{
    /// <summary>The model's tokens of today with their limit, how many answers it gave and how many were given without it, and the events taken in.</summary>
    [Function("GetCosts")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/merchant/costs")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await CountAsync(cancellationToken), WireJson.Relaxed.CostsBody);

    internal async Task<CostsBody> CountAsync(CancellationToken cancellationToken)
    {
        DateOnly day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        TokensSpent spent = await ledger.SpentAsync(new TokenSpender("merchant"), day, cancellationToken);
        AnswersGiven answers = await ledger.AnswersAsync(day, cancellationToken);
        return new CostsBody(
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), spent.All, options.Value.TokensPerDay, answers.Model, answers.FellBack, answers.OverBudget, answers.FallbackShare,
            (await sources.RankingAsync(cancellationToken)).EventTotals.Values.Sum());
    }
}

/// <summary>What costs are made of.</summary>
internal sealed record CostsBody(string Day, long ModelTokens, long ModelTokensPerDay, long AnswersByModel, long AnswersFellBack, long AnswersOverBudget, decimal? FallbackShare, long Events);

/// <summary>Tells what costs are made of.</summary>
internal sealed class CostMeterTool(MerchantCosts costs) : IAssistantTool
{
    private const string Query = "GET /v1/merchant/costs";

    public ToolDefinition Definition { get; } = MerchantTool.Reads("cost_meter", "What costs are made of", "The assistant's model today: its tokens with their limit, how many answers it gave, in how many it failed and the engine without a model stood in (fallback share); and the events taken in so far. Money is not counted here: prices are the cloud's.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        CostsBody body = await costs.CountAsync(cancellationToken);
        List<FigureFact> answers = [new("answers.by_model", body.AnswersByModel, null, Query), new("answers.fell_back", body.AnswersFellBack, null, Query), new("answers.over_budget", body.AnswersOverBudget, null, Query)];
        if (body.FallbackShare is { } share) answers.Add(new FigureFact("answers.fallback_share", share, "%", Query));
        return new ToolResult(Definition.Name,
        [
            new FigureFact("cost.model_tokens", body.ModelTokens, null, Query), new FigureFact("cost.model_tokens_limit", body.ModelTokensPerDay, null, Query), new FigureFact("cost.events", body.Events, null, Query), .. answers,
        ]);
    }
}
