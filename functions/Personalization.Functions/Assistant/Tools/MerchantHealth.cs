using Personalization.Assistant.Tools;
using Personalization.Events;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Recommendations;
using Personalization.Insights.Quality;
using Personalization.Messages.Delivery;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Outcomes;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>What came of recommendations, and what rules cost.</summary>
internal sealed class RecommendationHealthTool(RecommendationSources sources, IMerchandisingStore rules) : IAssistantTool
{
    private const int Usual = 30;

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "recommendation_health", "Recommendation health", "What came of recommendations in the last days: lists, clicks, click rate, carts, orders, revenue, refusals, by strategy; what merchandising rules cost in relevance.",
        new ToolParameter("days", ToolType.Integer, "1 to 90; 30 unless said.") { Minimum = 1, Maximum = OutcomeState.Days });

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        int days = arguments.Integer("days") ?? Usual;
        OutcomeReport report = OutcomeReport.Of((await sources.RankingAsync(cancellationToken)).Outcomes, days, context.At);
        string query = $"GET /v1/insights/recommendations?days={days}";
        OutcomeCounts sum = report.Lines.Aggregate(new OutcomeCounts(), (all, line) => all + line.Counts);
        List<Fact> facts =
        [
            new FigureFact("recommendations.days", days, "days", query), new FigureFact("recommendations.lists", sum.Lists, null, query), new FigureFact("recommendations.impressions", sum.Impressions, null, query),
            new FigureFact("recommendations.clicks", sum.Clicks, null, query), new FigureFact("recommendations.click_rate", Percent(sum.Clicks, sum.Impressions), "%", query),
            new FigureFact("recommendations.carts", sum.Carts, null, query), new FigureFact("recommendations.purchases", sum.Purchases, "orders", query),
            new FigureFact("recommendations.refusals", sum.Hides + sum.Dislikes, null, query), new FigureFact("recommendations.refunds", sum.Refunds, null, query),
        ];
        facts.AddRange(report.Lines.SelectMany(line => line.Money).GroupBy(one => one.Key).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new FigureFact("recommendations.revenue", one.Sum(money => money.Value.Ordered), one.Key.Length == 0 ? null : one.Key, query)));
        foreach (IGrouping<string, OutcomeLine> strategy in report.Lines.GroupBy(line => line.Key.Strategy).OrderByDescending(one => one.Sum(line => line.Counts.Impressions)).Take(10))
        {
            OutcomeCounts own = strategy.Aggregate(new OutcomeCounts(), (all, line) => all + line.Counts);
            facts.Add(new FigureFact("strategy.click_rate", Percent(own.Clicks, own.Impressions), "%", query) { Of = strategy.Key });
            facts.Add(new FigureFact("strategy.impressions", own.Impressions, null, query) { Of = strategy.Key });
        }
        IReadOnlyDictionary<string, RuleCost> costs = await rules.CostsAsync(cancellationToken);
        foreach (MerchandisingRule rule in (await rules.LoadAsync(cancellationToken)).Set.Rules)
            if (costs.GetValueOrDefault(RuleCosts.KeyOf(rule)) is { Lists: > 0 } cost)
                facts.Add(new FigureFact("rule.cost", Math.Round((decimal)cost.LostRelevance * 100, 2), "%", "GET /v1/merchandising/rules") { Of = rule.Name ?? rule.Id });
        return new ToolResult(Definition.Name, [.. facts]);
    }

    private static decimal Percent(long part, long whole) => whole <= 0 ? 0 : Math.Round(100m * part / whole, 2);
}

/// <summary>The newest models.</summary>
internal sealed class ModelHistoryTool(RebuildBlobs blobs) : IAssistantTool
{
    private const int Shown = 5;

    public ToolDefinition Definition { get; } = MerchantTool.Reads("model_history", "Model history", "The newest recommendation models, whether each went into service, and why.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        const string Query = "GET /v1/recommendations/history";
        ModelHistory history = await blobs.HistoryAsync(cancellationToken);
        List<Fact> facts = [new FigureFact("models.runs", history.Runs.Count, null, Query)];
        foreach (ModelRun run in history.Runs.Take(Shown))
        {
            string id = run.Version ?? EventCodec.Text(run.At);
            facts.Add(new ThingFact("model", id, run.Verdict, run.Outcome.ToString().ToLowerInvariant(), run.At, Query));
            facts.Add(new FigureFact("model.events", run.Events, null, Query) { Of = id });
            facts.Add(new FigureFact("model.products", run.Products, null, Query) { Of = id });
            foreach (BackTestMeasure measure in run.Measures.Take(2)) facts.Add(new FigureFact("model.hit_rate", Math.Round((decimal)measure.Candidate.HitRate * 100, 1), "%", Query) { Of = measure.Name });
        }
        return new ToolResult(Definition.Name, [.. facts]);
    }
}

/// <summary>What is probably wrong with what comes in.</summary>
internal sealed class DataQualityTool(QualityProjector projector, EventVocabulary vocabulary) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads("data_quality", "Data quality", "What is probably wrong with the data that comes in, since when, and what to do.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        const string Query = "GET /v1/insights/quality";
        QualityState state = await projector.CatchUpAsync(cancellationToken);
        QualityAlarm[] alarms = [.. QualityRules.Find(state, vocabulary, context.At)];
        List<Fact> facts = [new FigureFact("quality.alarms", alarms.Length, null, Query), new FigureFact("quality.streams", state.Streams.Count, null, Query)];
        foreach (QualityAlarm alarm in alarms.Take(MerchantTool.Most))
        {
            facts.Add(new ThingFact("quality", alarm.Id, alarm.Text, alarm.Kind, alarm.Since, Query));
            facts.Add(new TextFact(alarm.Id, alarm.Text + " " + alarm.Advice));
        }
        return new ToolResult(Definition.Name, [.. facts]);
    }
}

/// <summary>What became of messages.</summary>
internal sealed class MessageOutcomesTool(RecommendationSources sources, IDeliveryStore deliveries) : IAssistantTool
{
    private const int MostDead = 100;

    private static readonly (string Name, string Event)[] Told =
    [
        ("messages.delivered", "Email Delivered"), ("messages.opened", "Email Opened"), ("messages.clicked", "Email Link Clicked"), ("messages.bounced", "Email Bounced"),
        ("messages.spam", "Email Marked as Spam"), ("messages.unsubscribed", "Unsubscribed"), ("messages.push_tapped", "Push Notification Tapped"),
    ];

    public ToolDefinition Definition { get; } = MerchantTool.Reads("message_outcomes", "Message outcomes", "How many messages were delivered, opened, clicked, bounced, marked as spam, unsubscribed from, and how many failed for good in the last month.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, long> totals = (await sources.RankingAsync(cancellationToken)).EventTotals;
        return new ToolResult(Definition.Name,
        [
            .. Told.Select(one => new FigureFact(one.Name, totals.GetValueOrDefault(one.Event), null, "GET /v1/insights/activity")),
            new FigureFact("messages.failed", (await deliveries.DeadAsync(MostDead, cancellationToken)).Count, null, "GET /v1/messages/dead-letters"),
        ]);
    }
}
