using Personalization.Assistant.Tools;
using Personalization.Audiences;
using Personalization.Functions.Audiences;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;
using Personalization.Segments.Population;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Segments as audiences of ad networks.</summary>
internal sealed class AudienceListTool(SegmentEditor editor, IPassStore passes, JobQueue jobs) : IAssistantTool
{
    private const string Query = "GET /v1/audiences";

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "audience_list", "Audiences for ad networks",
        "The shop's segments as audiences for ad networks: how many members could be on a list, having agreed to advertising and to sharing, and how many are held back and why. Exports nothing: the merchant fetches a list by the request of each.",
        new ToolParameter("network", ToolType.Text, "The network that a list is for.") { OneOf = [.. AdNetworks.All.Keys] });

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        WrittenSegment[] stored = [.. (await editor.ListAsync(cancellationToken)).Where(one => one.Line.Version > 0)];
        if (stored.Length == 0) return new ToolResult(Definition.Name, []);
        if (await passes.NumbersAsync(cancellationToken) is not { } numbers)
        {
            await jobs.BeginPassAsync(cancellationToken);
            return ToolResult.Failed(Definition.Name, MerchantCounts.NotYet);
        }
        string? network = arguments.Text("network");
        IEnumerable<(WrittenSegment Segment, AudienceSize? Size)> largest = stored.Select(one => (one, AudienceBody.SizeOf(one, numbers)))
            .OrderByDescending(one => one.Item2?.Reachable ?? -1).ThenBy(one => one.one.Segment.Id, StringComparer.Ordinal);
        Fact[] fetch = network is null ? [] : [new TextFact(network, $"The list for {network}, as CSV of hashes: GET /v1/audiences/ID/export?network={network}, with the segment's id.")];
        return new ToolResult(
            Definition.Name, [new FigureFact("audience.all", stored.Length, null, Query), .. largest.Take(MerchantTool.Most).SelectMany(one => Facts(one.Segment, one.Size, network, numbers.At)), .. fetch]);
    }

    private static IEnumerable<Fact> Facts(WrittenSegment segment, AudienceSize? size, string? network, DateTimeOffset at)
    {
        (string id, string name) = (segment.Segment.Id, segment.Segment.Name);
        yield return new ThingFact("audience", id, name, size is null ? "uncounted" : null, at, network is null ? Query : $"GET /v1/audiences/{id}/export?network={network}");
        if (size is null) yield break;
        yield return Figure("audience.exportable", size.Reachable);
        yield return Figure("audience.members", size.Members);
        if (size.Objected > 0) yield return Figure("audience.objected", size.Objected);
        if (size.NoConsent > 0) yield return Figure("audience.no_consent", size.NoConsent);
        if (size.NoIdentifier > 0) yield return Figure("audience.no_identifier", size.NoIdentifier);

        FigureFact Figure(string figure, long value) => new(figure, value, "people", Query) { Of = name };
    }
}
