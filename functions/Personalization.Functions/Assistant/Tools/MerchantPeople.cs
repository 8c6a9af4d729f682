using System.Text.Json.Nodes;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments.Similar;
using Personalization.Profiles;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Finds customers like another.</summary>
internal sealed class MerchantSimilar(SimilarPeople similar, ProfileUpdater profiles)
{
    private static readonly Problem NotYet = new(409, "no-population", "Nobody has been counted yet", "Likeness is looked up in the snapshot of all people, which the passes over segments make. Ask again after the first one.", RetryAfter: TimeSpan.FromSeconds(60));
    private static readonly Problem NoConsent = new(403, "no-consent", "The person has not agreed", "Only whoever has agreed to personalization, and not denied analytics, is likened to others.");

    public async Task<(Profile? Person, IReadOnlyList<SimilarPerson> Found, int Among, Problem? Problem)> FindAsync(string person, int most, CancellationToken cancellationToken)
    {
        (Profile? profile, Problem? problem) = await profiles.FindAsync(person, cancellationToken);
        if (profile is null) return (null, [], 0, problem);
        if (!similar.May(profile)) return (null, [], 0, NoConsent);
        return await similar.FindAsync(profile, most, cancellationToken) is { } found ? (profile, found.Found, found.Among, null) : (null, [], 0, NotYet);
    }
}

/// <summary>Customers like another, and what they share.</summary>
internal sealed class SimilarCustomersTool(MerchantSimilar similar, ICatalogStore catalog) : IAssistantTool
{
    private const int Usual = 10, MostPeople = 50, Shared = 3;

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "similar_customers", "Find similar customers", "Customers who buy and like the same as one, with what they share.", MerchantTool.Person, MerchantTool.Limit(MostPeople));

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        (Profile? person, IReadOnlyList<SimilarPerson> found, int among, Problem? problem) = await similar.FindAsync(arguments.Text("person")!, arguments.Integer("limit") ?? Usual, cancellationToken);
        if (person is null) return ToolResult.Failed(Definition.Name, problem!);
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        string query = MerchantTool.PathOf(person, "similar");
        List<Fact> facts = [new FigureFact("similar.found", found.Count, "people", query) { Of = MerchantTool.Shown(person.Key) }, new FigureFact("similar.among", among, "people", query)];
        foreach (SimilarPerson one in found)
        {
            string id = MerchantTool.Shown(one.Person);
            string shared = string.Join(", ", one.Shared.Take(Shared).Select(same => same.Kind == "product" ? products.Find(same.Name)?.Name ?? same.Name : same.Name));
            facts.Add(new ThingFact("customer", id, shared.Length == 0 ? null : shared, "similar", null, query));
            facts.Add(new FigureFact("similar.likeness", Math.Round((decimal)one.Likeness * 100, 0), "%", query) { Of = id });
        }
        return new ToolResult(Definition.Name, [.. facts]);
    }
}

/// <summary>Would tag customers like another.</summary>
internal sealed class TagSimilarTool(MerchantSimilar similar, TagDesk tags, ProposalDesk proposals) : IWritingTool
{
    private const int Usual = 10, MostPeople = 50;

    public ToolDefinition Definition { get; } = MerchantTool.Writes(
        "tag_similar_customers", "Tag similar customers", "Proposes to tag customers who buy and like the same as one.", MerchantTool.Person,
        new ToolParameter("tag", ToolType.Text, "The tag.") { Required = true, MaxLength = 50 }, MerchantTool.Limit(MostPeople));

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        (Profile? person, IReadOnlyList<SimilarPerson> found, _, Problem? problem) = await similar.FindAsync(arguments.Text("person")!, arguments.Integer("limit") ?? Usual, cancellationToken);
        if (person is null) return ToolResult.Failed(Definition.Name, problem!);
        if (found.Count == 0) return new ToolResult(Definition.Name, [new FigureFact("similar.found", 0, "people", MerchantTool.PathOf(person, "similar"))]) { Note = "nobody" };
        string tag = arguments.Text("tag")!.Trim();
        string[] keys = [.. found.Select(one => one.Person.Value)];
        JsonObject preview = new() { ["tag"] = tag, ["people"] = found.Count, ["like"] = MerchantTool.Shown(person.Key), ["customers"] = new JsonArray([.. found.Select(one => (JsonNode)MerchantTool.Shown(one.Person))]) };
        ProposalDraft draft = new(
            Definition.Name, MerchantTool.Json(new JsonObject { ["tag"] = tag, ["people"] = new JsonArray([.. keys.Select(one => (JsonNode)one)]) }),
            $"Tag {found.Count} customers who are like {MerchantTool.Shown(person.Key)} with \"{tag}\".", MerchantTool.Json(preview))
        {
            People = [.. keys, person.Key.Value],
            Facts = [new FigureFact("similar.found", found.Count, "people", MerchantTool.PathOf(person, "similar")) { Of = MerchantTool.Shown(person.Key) }],
        };
        return await proposals.OfferAsync(draft, context, cancellationToken);
    }

    public async Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
    {
        PersonKey[] people = [.. proposal.Arguments.GetProperty("people").EnumerateArray().Select(one => new PersonKey(one.GetString()!))];
        ActionResult result = await tags.TagAsync(proposal.Id, people, MerchantTool.Text(proposal.Arguments, "tag"), author, cancellationToken);
        return result.Problem is { } problem ? new WriteOutcome("", null, problem) : new WriteOutcome($"{result.Action!.People} customers were tagged \"{result.Action.Tag}\".", result.Action.Id);
    }

    public async Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
    {
        ActionResult result = await tags.UndoAsync(undo, author, cancellationToken);
        return result.Problem is { } problem ? new WriteOutcome("", null, problem) : new WriteOutcome($"The tag was taken off {result.Changed} customers.", undo);
    }
}
