using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Experiments.Statistics;
using Personalization.Functions.Http;

namespace Personalization.Functions.Experiments;

/// <summary>What experiments have shown, and what the next one needs.</summary>
/// <param name="editor">Experiments.</param>
/// <param name="results">What was counted.</param>
public sealed class ReportApi(ExperimentEditor editor, ExperimentResultStore results)
{
    private static readonly Problem NoBaseline = new(
        409, "no-baseline", "Nothing is known of the shop yet", "Nobody who may be counted was there in the last 28 days. Say baseline=0.03 and, of revenue or orders, deviation=12.5.");

    /// <summary>What an experiment has shown, from the newest count of all people.</summary>
    [Function("GetExperimentReport")]
    public async Task<IResult> Report([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiments/{id}/report")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } found
            ? Answers.Json(ExperimentReportBody.From(found, await results.CurrentAsync(cancellationToken), editor.Now), WireJson.Relaxed.ExperimentReportBody)
            : Answers.Refusal(ExperimentEditor.Unknown);

    /// <summary>How many people an experiment needs and how long they take to come, by the shop's own numbers where none are said: <c>lift</c>, <c>metric</c>, <c>variants</c>, <c>power</c>, <c>baseline</c>, <c>deviation</c>, <c>peoplePerDay</c>.</summary>
    [Function("GetExperimentPower")]
    public async Task<IResult> Power([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiments/power")] HttpRequest request, CancellationToken cancellationToken)
    {
        List<ProblemError> errors = [];
        string named = request.Query["metric"].ToString();
        ExperimentMetric metric = ExperimentMetric.Conversion;
        if (named.Length > 0 && !ExperimentReader.Metrics.TryGetValue(named, out metric)) errors.Add(new ProblemError("unknown_value", "metric", $"metric is one of {string.Join(", ", ExperimentReader.Metrics.Keys)}."));
        double lift = Number("lift", 0.001, 10) ?? 0.1, power = Number("power", 0.5, 0.99) ?? 0.8;
        int variants = (int)(Number("variants", 2, ExperimentLimits.Variants) ?? 2);
        double? baseline = Number("baseline", 1e-6, metric is ExperimentMetric.Conversion ? 0.999 : 1e9), deviation = Number("deviation", 1e-9, 1e9), perDay = Number("peoplePerDay", 1, 1e9);
        if (errors.Count > 0) return Answers.Refusal(new Problem(400, "invalid-query", "The question cannot be answered", errors[0].Detail, errors));

        ExperimentResults known = await results.CurrentAsync(cancellationToken);
        Moments shop = known.Shop.Of(metric);
        double mean = baseline ?? shop.Mean, variance = deviation is { } said ? said * said : metric is ExperimentMetric.Conversion ? mean * (1 - mean) : shop.Variance;
        if (!(mean > 0) || !(variance > 0)) return Answers.Refusal(NoBaseline);
        PowerQuestion question = new(mean, variance, lift, variants, power);
        double now = perDay ?? TrafficSeasons.Now(known.PeopleByDay);
        return Answers.Json(Body(question, metric, now, known), WireJson.Relaxed.PowerBody);

        double? Number(string name, double least, double most)
        {
            string text = request.Query[name].ToString();
            if (text.Length == 0) return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most) return number;
            errors.Add(new ProblemError("out_of_range", name, string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}.")));
            return null;
        }
    }

    private static PowerBody Body(PowerQuestion question, ExperimentMetric metric, double perDay, ExperimentResults known)
    {
        int? days = PowerPlan.Days(question, perDay);
        SeasonBody[] seasons = [.. TrafficSeasons.ByMonth(known.PeopleByDay).Select(one => new SeasonBody(one.Month, Math.Round(one.PeoplePerDay, 1), PowerPlan.Days(question, one.PeoplePerDay)))];
        string text = perDay <= 0 ? "Nobody was counted yet: say peoplePerDay."
            : days is null ? "With these people a year and a half is not enough: look for a greater effect, or take fewer variants."
            : string.Create(CultureInfo.InvariantCulture, $"Looked at daily, it is found with {question.Power:0%} probability within {days} days.");
        return new PowerBody(
            ExperimentLineBody.Called(metric), Math.Round(question.Mean, 6), question.Lift, question.Variants, question.Power, PowerPlan.Fixed(question), perDay > 0 ? Math.Round(perDay, 1) : null, days, seasons, text);
    }
}
