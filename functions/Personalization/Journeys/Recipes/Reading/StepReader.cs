using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Common.Documents;
using Personalization.Messages;
using Personalization.Messages.Templates;
using Personalization.Recommendations;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes.Reading;

/// <summary>Reads what happens.</summary>
internal sealed class StepReader(ConditionReader conditions, DocumentFindings findings)
{
    private const string Kinds = "wait, waitUntil, if, split, message, tag, webhook, end";
    private const string Channels = "email, sms, push, webhook, inbox";

    private int steps;

    public ImmutableArray<Step> Read(DocumentNode node, string pointer, int depth)
    {
        if (node is not ListNode list)
        {
            findings.Add("wrong-type", pointer, node, "Steps are a list: write each after a dash");
            return [];
        }
        if (depth > RecipeLimits.Depth)
        {
            findings.Add("too-deep", pointer, node, $"At most {RecipeLimits.Depth} branches within each other");
            return [];
        }
        return [.. list.Items.Select((item, place) => One(item, $"{pointer}/{place}", depth)).OfType<Step>()];
    }

    private Step? One(DocumentNode node, string pointer, int depth)
    {
        if (++steps == RecipeLimits.Steps + 1) findings.Add("too-many-steps", pointer, node, $"A recipe has at most {RecipeLimits.Steps} steps");
        if (steps > RecipeLimits.Steps || DocumentFields.Of(node, pointer, findings, "A step") is not { } fields) return null;
        string[] kinds = [.. fields.Map.Members.Select(member => member.Key.Text).Where(key => Array.IndexOf(Kinds.Split(", "), key) >= 0)];
        if (kinds.Length != 1)
        {
            string hint = fields.Map.Members.Select(member => Spelling.Hint(member.Key.Text, Kinds.Split(", "))).FirstOrDefault(one => one.Length > 0) ?? "";
            if (kinds.Length == 0) findings.Add("unknown-step", pointer, node, $"There is no such step{hint}; there are {Kinds}");
            else findings.Add("several-steps", pointer, node, $"{string.Join(" and ", kinds)} stand together: write each after its own dash");
            return null;
        }
        Step? step = Of(kinds[0], fields, depth);
        fields.Finish($"The step {kinds[0]}");
        return step;
    }

    private Step? Of(string kind, DocumentFields fields, int depth) => kind switch
    {
        "wait" => fields.Duration("wait", RecipeLimits.Wait) is { } span ? new WaitStep(span) : null,
        "waitUntil" => WaitUntil(fields),
        "if" => new IfStep(Condition(fields, "if"), Inner(fields, "then", depth), fields.Has("else") ? Inner(fields, "else", depth) : []),
        "split" => Split(fields, depth),
        "message" => Message(fields),
        "tag" => new TagStep(fields.Text("tag", "the name of a trait", longest: 60) ?? "", Value(fields)),
        "webhook" => new WebhookStep(fields.Text("webhook", "what the call is about", longest: 60) ?? "", Json(fields, "body"), Purpose(fields)),
        _ => new EndStep(fields.Text("end", "why it ends") ?? "ended"),
    };

    private Condition Condition(DocumentFields fields, string name) => fields.Needed(name, "a condition") is { } node ? conditions.Read(node, fields.At(name)) : new AllOf([]);

    private ImmutableArray<Step> Inner(DocumentFields fields, string name, int depth) =>
        fields.Needed(name, "a list of steps") is { } node ? Read(node, fields.At(name), depth + 1) : [];

    private Step? WaitUntil(DocumentFields fields)
    {
        if (fields.Needed("waitUntil", "at: a time of day, or condition:") is not { } node || DocumentFields.Of(node, fields.At("waitUntil"), findings, "waitUntil") is not { } inner) return null;
        if (!inner.Has("condition") && !inner.Has("at")) inner.Wrong("at", "Say at: a time of day, or condition: with atMost:", "missing");
        Step step = inner.Has("condition")
            ? new WaitForStep(Condition(inner, "condition"), inner.Duration("atMost", RecipeLimits.Wait, needed: true) ?? TimeSpan.FromDays(1))
            : new WaitForTimeStep(inner.TimeOfDay("at") ?? TimeOnly.MinValue, TriggerReader.Weekdays(inner));
        inner.Finish("waitUntil");
        return step;
    }

    private SplitStep Split(DocumentFields fields, int depth)
    {
        string experiment = fields.Text("split", "the name of an experiment") ?? "";
        List<SplitBranch> ways = [];
        if (fields.Needed("branches", "two to ten ways") is not ListNode { Items.Count: >= 2 and <= 10 } list) fields.Wrong("branches", "branches is a list of two to ten ways", "wrong-type");
        else
            for (int place = 0; place < list.Items.Count; place++)
            {
                if (DocumentFields.Of(list.Items[place], $"{fields.At("branches")}/{place}", findings, "A branch") is not { } way) continue;
                ways.Add(new SplitBranch(way.Text("name", "its name") ?? $"{(char)('a' + place)}", way.Whole("weight", 1, 1000) ?? 1, Inner(way, "steps", depth)));
                way.Finish("A branch");
            }
        return new SplitStep(experiment, [.. ways]);
    }

    private MessageStep Message(DocumentFields fields)
    {
        string template = fields.Text("message", "the id of a template", true, 64) ?? "";
        if (template.Length > 0 && !TemplateReader.IsName(template)) fields.Wrong("message", "message is the id of a template: 1 to 64 letters, digits, - and _");
        if (fields.Has("channel") && fields.Has("channels")) fields.Wrong("channels", "Write channel or channels, not both");
        IReadOnlyList<string> names = [.. fields.Texts("channel", Channels, 5), .. fields.Texts("channels", Channels, 5)];
        foreach (string name in names.Where(name => MessageNames.Channel(name) is null))
            fields.Wrong(fields.Has("channels") ? "channels" : "channel", $"There is no channel {name}{Spelling.Hint(name, Channels.Split(", "))}; there are {Channels}");
        if (names.Count == 0 && !fields.Has("channel") && !fields.Has("channels")) fields.Wrong("channel", $"channel is missing: one of {Channels}", "missing");
        DocumentNode at = fields.Map.Find("message")!;
        return new MessageStep(template, [.. names.Select(MessageNames.Channel).OfType<MessageChannel>().Distinct()], Json(fields, "model"))
        {
            Recommendations = Recommendations(fields), AtBestHour = fields.Flag("atBestHour") ?? false, Priority = fields.Whole("priority", -1000, 1000) ?? 0,
            ValidFor = fields.Duration("validFor", RecipeLimits.ValidFor) ?? TimeSpan.FromDays(3), Place = (fields.At("message"), at.Line, at.Column),
        };
    }

    private RecommendationWish? Recommendations(DocumentFields fields)
    {
        if (fields.Node("recommendations") is not { } node || DocumentFields.Of(node, fields.At("recommendations"), findings, "recommendations") is not { } inner) return null;
        string name = inner.Text("strategy", "the name of a strategy", true) ?? "for_you";
        string? product = inner.Text("product", "a product's id, or subject");
        if (Strategies.Find(name) is not { } strategy) inner.Wrong("strategy", $"There is no strategy {name}{Spelling.Hint(name, Strategies.All.Keys)}; there are {string.Join(", ", Strategies.All.Keys)}");
        else if (strategy.NeedsProduct && product is null) inner.Wrong("product", $"The strategy {name} needs product: subject, or a product's id", "missing");
        RecommendationWish wish = new(name, inner.Whole("limit", 1, 12) ?? 4, product);
        inner.Finish("recommendations");
        return wish;
    }

    private static JsonElement Value(DocumentFields fields) => fields.Has("value") ? JsonElement.Parse(fields.Json("value")?.ToJsonString() ?? "null") : JsonElement.Parse("true");

    private static MessagePurpose Purpose(DocumentFields fields)
    {
        if (fields.Text("purpose", "marketing or transactional") is not { } name) return MessagePurpose.Transactional;
        if (MessageNames.Purpose(name) is { } purpose) return purpose;
        fields.Wrong("purpose", $"purpose is marketing or transactional{Spelling.Hint(name, ["marketing", "transactional"])}");
        return MessagePurpose.Transactional;
    }

    private static JsonElement Json(DocumentFields fields, string name)
    {
        JsonNode? json = fields.Json(name);
        if (json is null) return default;
        string text = json.ToJsonString();
        if (json is not JsonObject) fields.Wrong(name, $"{name} is name: value lines", "wrong-type");
        else if (text.Length > RecipeLimits.ModelCharacters) fields.Wrong(name, $"{name} may have {RecipeLimits.ModelCharacters / 1024} KB as JSON", "too-large");
        return JsonElement.Parse(text);
    }
}
