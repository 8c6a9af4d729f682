using System.Globalization;

namespace Personalization.Simulator.Reports;

/// <summary>Reports as text.</summary>
internal sealed class TextReport(TextWriter output)
{
    public void Write(string title, Summary summary)
    {
        output.WriteLine(title);
        output.WriteLine();
        Line("people", $"{summary.People}, of whom {summary.Entered} entered the journey");
        Line("journeys", $"{summary.Journeys}, {summary.StillRunning} still under way at the end{(summary.Failed > 0 ? $", {summary.Failed} FAILED" : "")}");
        Line("messages sent", $"{summary.Sent}");
        Line("delayed", $"{summary.Delayed}{List(summary.DelayedBy)}");
        Line("not sent", $"{summary.NotSent}{List(summary.NotSentBy)}");
        Line("bought after", $"{summary.Converted} within {Summary.ConversionWindow.TotalDays:0} days of a message{(summary.Sent > 0 ? $" ({summary.Converted * 100.0 / summary.Sent:0.0} % of those sent)" : "")}");
        Line("incentives", $"{summary.IncentivesReserved:0.00} set aside");
        output.WriteLine("  ended because");
        foreach ((string code, int count) in summary.Outcomes.OrderByDescending(outcome => outcome.Value).ThenBy(outcome => outcome.Key, StringComparer.Ordinal)) Line("  " + count.ToString(CultureInfo.InvariantCulture), $"{Words.Of(code)}");
    }

    public void Write(IEnumerable<PersonRun> people)
    {
        foreach (PersonRun person in people)
        {
            output.WriteLine();
            output.WriteLine($"{person.Id} ({person.Zone.Id})");
            foreach (StoryLine line in Story.Of(person)) output.WriteLine($"  {Words.Moment(line.At, person.Zone),-16}  {line.Text}");
        }
    }

    public void Write(IReadOnlyList<Change> changes, int sample)
    {
        output.WriteLine();
        output.WriteLine("compared");
        Count("would get a message at another time", changes.Where(change => change.Kind == "moved"), " (" + Middle(changes) + ")");
        Count("would no longer get one", changes.Where(change => change.Kind == "gone"));
        Count("would get one in addition", changes.Where(change => change.Kind == "new"));
        foreach (Change change in changes.GroupBy(change => change.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).SelectMany(kind => kind.Take(sample))) output.WriteLine("  " + Text(change));
    }

    private static string Text(Change change) => $"{change.Person.Id}: \"{change.Message.Subject}\" " + change switch
    {
        { Before: { } before, After: { } after } => $"{Words.Moment(before, change.Person.Zone)} -> {Words.Moment(after, change.Person.Zone)} ({Words.Span(after - before)} {(after > before ? "later" : "earlier")})",
        { Before: { } before } => $"{Words.Moment(before, change.Person.Zone)} -> not sent",
        _ => $"in addition {Words.Moment(change.After!.Value, change.Person.Zone)}",
    };

    private static string Middle(IReadOnlyList<Change> changes)
    {
        TimeSpan[] moves = [.. changes.Where(change => change.Kind == "moved").Select(change => change.After!.Value - change.Before!.Value).Order()];
        return moves.Length == 0 ? "none" : $"half of the messages by {Words.Span(moves[moves.Length / 2])} {(moves[moves.Length / 2] > TimeSpan.Zero ? "later" : "earlier")} or more";
    }

    private void Count(string what, IEnumerable<Change> changes, string more = "")
    {
        Change[] all = [.. changes];
        output.WriteLine($"  {Words.Count(all.DistinctBy(change => change.Person.Key).Count(), "person", "people")} {what}: {Words.Count(all.Length, "message", "messages")}{(all.Length > 0 ? more : "")}");
    }

    private void Line(string name, FormattableString text) => output.WriteLine($"  {name,-15} {FormattableString.Invariant(text)}");

    private static string List(SortedDictionary<string, int> counts) =>
        counts.Count == 0 ? "" : " (" + string.Join(", ", counts.Select(one => FormattableString.Invariant($"{Words.Of(one.Key)} {one.Value}"))) + ")";
}
