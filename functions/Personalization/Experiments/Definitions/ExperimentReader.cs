using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Personalization.Common.Documents;
using Personalization.Experiments.Bucketing;
using Personalization.Messages.Templates;

namespace Personalization.Experiments.Definitions;

/// <summary>An experiment that was read, and all that is wrong with it; without it where it cannot be used.</summary>
public sealed record ExperimentReading(Experiment? Experiment, IReadOnlyList<DocumentFinding> Findings);

/// <summary>Reads experiments out of YAML or JSON. Whatever is wrong is found at once, each with its line.</summary>
public static class ExperimentReader
{
    private static readonly FrozenDictionary<string, ExperimentKind> Kinds = Names<ExperimentKind>();
    private static readonly FrozenDictionary<string, ExperimentUnit> Units = Names<ExperimentUnit>();
    private static readonly FrozenDictionary<string, ExperimentSchedule> Schedules = Names<ExperimentSchedule>();
    private static readonly FrozenDictionary<string, BucketHash> Hashes = Names<BucketHash>();

    // It names something else in the same place.
    private const string Taken = "power";

    /// <summary>Metrics by name.</summary>
    public static FrozenDictionary<string, ExperimentMetric> Metrics { get; } = Names<ExperimentMetric>();

    /// <summary>Reads an experiment.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="segments">Ids of the segments that there are; null for any.</param>
    public static ExperimentReading Read(ReadOnlySpan<byte> text, string id, int version, IReadOnlySet<string>? segments = null)
    {
        DocumentFindings findings = new();
        if (text.Length > ExperimentLimits.Bytes) findings.Add(new DocumentFinding("too-large", "", 1, 1, $"An experiment may have {ExperimentLimits.Bytes / 1024} KB"));
        DocumentFields? fields = findings.Any ? null : DocumentParser.Parse(Encoding.UTF8.GetString(text), findings) is { } root ? DocumentFields.Of(root, "", findings, "An experiment") : null;
        if (fields is null) return new ExperimentReading(null, findings.All);
        if (!TemplateReader.IsName(id) || id == Taken) findings.Add("invalid", "", fields.Map, $"The id in the address is 1 to 64 letters, digits, - and _, and not {Taken}");
        if (fields.Text("id", "the id in the address") is { } said && said != id) fields.Wrong("id", $"id is {id} in the address and {said} here: they must be the same");
        Experiment read = new(id, fields.Text("name", "what it is called", true) ?? "", fields.Text("hypothesis", "what is thought to happen, and why", longest: 2000) ?? "", VariantReader.Read(fields), version)
        {
            Kind = fields.Choice("kind", Kinds) ?? ExperimentKind.Fixed,
            Unit = fields.Choice("unit", Units) ?? ExperimentUnit.Person,
            Schedule = fields.Choice("schedule", Schedules) ?? ExperimentSchedule.Now,
            Audience = [.. fields.Texts("audience", "a segment", 20)],
            Traffic = (double)(fields.Number("traffic", 0.001m, 1) ?? 1),
            Group = Group(fields),
            Start = Time(fields, "start"),
            End = Time(fields, "end"),
            Period = fields.Duration("period", TimeSpan.FromDays(28)) ?? TimeSpan.FromDays(1),
            Metric = fields.Choice("metric", Metrics) ?? ExperimentMetric.Conversion,
            Guardrails = VariantReader.Guardrails(fields),
            Hash = fields.Choice("hash", Hashes) ?? BucketHash.Murmur3,
            Seed = fields.Text("seed", "what places of people are made with", longest: 64)!,
        };
        Check(fields, read, segments);
        fields.Finish("An experiment");
        return new ExperimentReading(findings.Any ? null : read, findings.All);
    }

    private static void Check(DocumentFields fields, Experiment read, IReadOnlySet<string>? segments)
    {
        if (read.Start is { } start && read.End is { } end && end <= start) fields.Wrong("end", "end comes after start");
        if (read.Schedule is ExperimentSchedule.Weekend && (read.Start ?? read.End) is not null) fields.Wrong("schedule", "A weekend begins and ends by itself: leave out start and end");
        if (read.Period.Ticks % TimeSpan.TicksPerDay != 0) fields.Wrong("period", "period is whole days, such as 1d");
        if (read.Kind is ExperimentKind.Holdout && (read.Group is not null || !read.Audience.IsEmpty)) fields.Wrong("kind", "A holdout is of everybody: leave out audience and group");
        if (read.Kind is ExperimentKind.Switchback && (read.Traffic < 1 || read.Group is not null || !read.Audience.IsEmpty))
            fields.Wrong("kind", "A switchback shows everybody the same: leave out traffic, audience and group");
        foreach (string unknown in read.Audience.Where(one => segments is not null && !segments.Contains(one)))
            fields.Wrong("audience", $"There is no segment {unknown}{Spelling.Hint(unknown, segments!)}", "unknown-segment");
    }

    private static ExperimentGroup? Group(DocumentFields fields)
    {
        if (fields.Node("group") is not { } node || DocumentFields.Of(node, fields.At("group"), fields.Findings, "A group") is not { } group) return null;
        ExperimentGroup read = new(
            group.Text("name", "the group's name", true, 64) ?? "", new BucketRange((double)(group.Number("from", 0, 1) ?? 0), (double)(group.Number("to", 0, 1) ?? 1)));
        if (read.Range.To <= read.Range.From) group.Wrong("to", "to is greater than from");
        group.Finish("A group");
        return read;
    }

    private static DateTimeOffset? Time(DocumentFields fields, string name)
    {
        if (fields.Text(name, "a time such as 2026-12-01T00:00:00Z") is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)) return time;
        fields.Wrong(name, $"{name} is a time such as 2026-12-01T00:00:00Z");
        return null;
    }

    // As they are written: growthbook1 for GrowthBook1.
    private static FrozenDictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(one => one.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}
