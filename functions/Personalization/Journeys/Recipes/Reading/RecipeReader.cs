using System.Collections.Immutable;
using System.Text;
using Personalization.Common.Documents;
using Personalization.Messages.Templates;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes.Reading;

/// <summary>A recipe that was read, and all that is wrong with it; without the recipe where it cannot be used.</summary>
public sealed record RecipeReading(Recipe? Recipe, IReadOnlyList<DocumentFinding> Findings);

/// <summary>Reads recipes out of YAML or JSON. Whatever is wrong is found at once, each with its line.</summary>
public static class RecipeReader
{
    /// <summary>Reads a recipe.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="id">The id that it must have; null for any.</param>
    /// <param name="segments">Ids of the shop's segments, to warn of others; null where that does not matter.</param>
    public static RecipeReading Read(ReadOnlySpan<byte> text, string? id = null, IReadOnlySet<string>? segments = null)
    {
        DocumentFindings findings = new();
        if (text.Length > RecipeLimits.Bytes)
        {
            findings.Add(new DocumentFinding("too-large", "", 1, 1, $"A recipe may have {RecipeLimits.Bytes / 1024} KB"));
            return new RecipeReading(null, findings.All);
        }
        Recipe? recipe = DocumentParser.Parse(Encoding.UTF8.GetString(text), findings) is { } root && DocumentFields.Of(root, "", findings, "A recipe") is { } fields ? Read(fields, id, segments) : null;
        return new RecipeReading(findings.Any ? null : recipe, findings.All);
    }

    private static Recipe? Read(DocumentFields fields, string? id, IReadOnlySet<string>? segments)
    {
        ConditionReader conditions = new(fields.Findings, inJourney: true) { KnownSegments = segments };
        string name = fields.Text("id", "1 to 64 letters, digits, - and _", true, 64) ?? "";
        if (name.Length > 0 && !TemplateReader.IsName(name)) fields.Wrong("id", "id is 1 to 64 letters, digits, - and _");
        else if (id is not null && name.Length > 0 && name != id) fields.Wrong("id", $"id is {id} in the address and {name} here: they must be the same");
        Trigger? trigger = fields.Needed("trigger", "what brings people in") is { } node ? new TriggerReader(conditions).Read(node, fields.At("trigger"), fields.Findings) : null;
        Condition? entry = fields.Node("entry") is { } condition ? conditions.Read(condition, fields.At("entry")) : null;
        if (trigger is ScheduleTrigger && entry is null) fields.Wrong("trigger", "A schedule needs an entry condition, such as consent: else everybody would get it", "missing");
        ImmutableArray<Condition> exit = Exit(fields, conditions);
        StepReader steps = new(conditions, fields.Findings);
        DocumentNode? list = fields.Needed("steps", "what happens");
        Recipe recipe = new(
            name, fields.Text("name", "what it is called", true) ?? "", fields.Text("description", "what it is for", longest: 2000) ?? "", fields.Flag("active") ?? true,
            trigger!, entry, ReadReentry(fields), exit, Cap(fields), list is null ? [] : steps.Read(list, fields.At("steps"), 0));
        fields.Finish("A recipe");
        return recipe;
    }

    private static ImmutableArray<Condition> Exit(DocumentFields fields, ConditionReader conditions) => fields.Node("exit") switch
    {
        null => [],
        ListNode list => [.. list.Items.Select((item, place) => conditions.Read(item, $"{fields.At("exit")}/{place}"))],
        { } one => [conditions.Read(one, fields.At("exit"))],
    };

    private static Reentry ReadReentry(DocumentFields fields)
    {
        const string What = "reentry is never, always, or after: 30d";
        switch (fields.Node("reentry"))
        {
            case null or ScalarNode { Text: "never" }:
                return Reentry.Never;
            case ScalarNode { Text: "always" }:
                return Reentry.Always;
            case MapNode map:
                DocumentFields inner = new(map, fields.At("reentry"), fields.Findings);
                TimeSpan after = inner.Duration("after", RecipeLimits.Wait * 10, needed: true) ?? TimeSpan.Zero;
                inner.Finish("reentry");
                return new Reentry(true, after);
            default:
                fields.Wrong("reentry", What);
                return Reentry.Never;
        }
    }

    private static MessageCap? Cap(DocumentFields fields)
    {
        if (fields.Node("cap") is not { } node || DocumentFields.Of(node, fields.At("cap"), fields.Findings, "cap") is not { } inner) return null;
        if (!inner.Has("messages")) inner.Wrong("messages", "messages is missing: the most that a person gets", "missing");
        MessageCap cap = new(inner.Whole("messages", 1, 100) ?? 1, inner.Duration("within", RecipeLimits.Wait, needed: true) ?? TimeSpan.FromDays(1));
        inner.Finish("cap");
        return cap;
    }
}
