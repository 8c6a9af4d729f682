using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Evaluation;

/// <summary>Figures of some of the answers.</summary>
internal sealed record EvaluationLine(string Name, int Conversations, int Answers, double Success, double Grounded, int Refusals, double Refused, double MedianMs, double P95Ms, decimal Cost, double FellBack);

/// <summary>A question that was not answered as it should be.</summary>
internal sealed record FailedAnswer(string Id, string Question, string? Answer, IReadOnlyList<string> Wrong, IReadOnlyList<string> Groundless);

/// <summary>What a run of the bank has come to.</summary>
internal sealed record EvaluationReport(string Engine, IReadOnlyList<EvaluationLine> Lines, IReadOnlyList<FailedAnswer> Failed)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All together.</summary>
    public EvaluationLine All => Lines[0];

    /// <summary>Counts. A conversation succeeds when each of its answers is as expected; an answer is grounded when each of its sentences is.</summary>
    /// <param name="records">The answers.</param>
    /// <param name="inputPrice">Price of a million tokens that a model reads.</param>
    /// <param name="outputPrice">Price of a million tokens that a model writes.</param>
    public static EvaluationReport Of(IReadOnlyList<AnswerRecord> records, decimal inputPrice, decimal outputPrice)
    {
        List<EvaluationLine> lines = [Line("all", records)];
        lines.AddRange(records.GroupBy(one => one.Item.Audience).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Line(group.Key, [.. group])));
        lines.AddRange(records.GroupBy(one => $"{one.Item.Audience} {one.Item.Lang}").OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Line(group.Key, [.. group])));
        FailedAnswer[] failed = [.. records.Where(one => one.Wrong.Count + one.Groundless.Count > 0)
            .Select(one => new FailedAnswer(one.Item.Turns.Count > 1 ? $"{one.Item.Id}/{one.Turn + 1}" : one.Item.Id, one.Item.Turns[one.Turn].Say, one.Reply?.Answer, one.Wrong, one.Groundless))];
        return new EvaluationReport(string.Join(", ", records.Select(one => one.Reply?.Engine).OfType<string>().Distinct()), lines, failed);

        EvaluationLine Line(string name, IReadOnlyList<AnswerRecord> some)
        {
            IGrouping<BankItem, AnswerRecord>[] conversations = [.. some.GroupBy(one => one.Item)];
            AnswerRecord[] refusals = [.. some.Where(one => one.Refuses)];
            double[] took = [.. some.Select(one => one.Took.TotalMilliseconds).Order()];
            decimal cost = some.Sum(one => ((one.Reply?.Usage.Input ?? 0) * inputPrice) + ((one.Reply?.Usage.Output ?? 0) * outputPrice)) / 1_000_000m / some.Count;
            return new EvaluationLine(
                name, conversations.Length, some.Count, Share(conversations.Count(group => group.All(one => one.Wrong.Count == 0)), conversations.Length),
                Share(some.Count(one => one.Reply is not null && one.Groundless.Count == 0), some.Count(one => one.Reply is not null)), refusals.Length, Share(refusals.Count(one => one.Wrong.Count == 0), refusals.Length),
                took[took.Length / 2], took[Math.Min(took.Length - 1, took.Length * 95 / 100)], cost, Share(some.Count(one => one.Reply?.Notices.Any(notice => notice.Code is "fell_back") == true), some.Count));
        }
    }

    public string ToText()
    {
        StringBuilder text = new();
        foreach (FailedAnswer failed in Failed)
        {
            text.AppendLine($"{failed.Id}: {failed.Question}");
            text.AppendLine($"  answered: {failed.Answer?.ReplaceLineEndings(" / ")}");
            foreach (string wrong in failed.Wrong) text.AppendLine("  task: " + wrong);
            foreach (string groundless in failed.Groundless) text.AppendLine("  not borne out, " + groundless);
        }
        text.AppendLine($"Engine: {Engine}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"",-14} {"questions",9} {"answers",8} {"success",9} {"grounded",9} {"refusals",9} {"refused",8} {"median ms",10} {"p95 ms",8} {"cost",10} {"fell back",10}");
        foreach (EvaluationLine line in Lines)
            text.AppendLine(CultureInfo.InvariantCulture, $"{line.Name,-14} {line.Conversations,9} {line.Answers,8} {line.Success,9:P1} {line.Grounded,9:P1} {line.Refusals,9} {line.Refused,8:P0} {line.MedianMs,10:0.0} {line.P95Ms,8:0.0} {line.Cost,10:0.000000} {line.FellBack,10:P1}");
        return text.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Indented) + "\n";

    private static double Share(int part, int all) => all == 0 ? 1 : (double)part / all;
}
