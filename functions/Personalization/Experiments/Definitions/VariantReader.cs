using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Personalization.Common.Documents;
using Personalization.Messages.Templates;

namespace Personalization.Experiments.Definitions;

/// <summary>Reads what experiments have several of.</summary>
internal static class VariantReader
{
    public static ImmutableArray<ExperimentVariant> Read(DocumentFields fields)
    {
        const string What = "a list of two or more, each with id, weight and parameters";
        if (fields.Needed("variants", What) is not { } node) return [];
        if (node is not ListNode { Items.Count: >= 2 and <= ExperimentLimits.Variants } list)
        {
            fields.Wrong("variants", $"variants is {What}, at most {ExperimentLimits.Variants}");
            return [];
        }
        List<ExperimentVariant> read = [];
        foreach ((int place, DocumentNode item) in list.Items.Index())
            if (DocumentFields.Of(item, $"{fields.At("variants")}/{place}", fields.Findings, "A variant") is { } variant) read.Add(One(variant, read));
        return [.. read];
    }

    public static ImmutableArray<Guardrail> Guardrails(DocumentFields fields)
    {
        if (fields.Node("guardrails") is not { } node) return [];
        if (node is not ListNode { Items.Count: <= 5 } list)
        {
            fields.Wrong("guardrails", "guardrails is a list of at most 5, each with metric and margin");
            return [];
        }
        List<Guardrail> read = [];
        foreach ((int place, DocumentNode item) in list.Items.Index())
        {
            if (DocumentFields.Of(item, $"{fields.At("guardrails")}/{place}", fields.Findings, "A guardrail") is not { } rail) continue;
            if (rail.Needed("metric", "what must not get worse") is not null && rail.Choice("metric", ExperimentReader.Metrics) is { } metric)
                read.Add(new Guardrail(metric, (double)(rail.Number("margin", 0.001m, 1) ?? 0.05m)));
            rail.Finish("A guardrail");
        }
        return [.. read];
    }

    private static ExperimentVariant One(DocumentFields fields, List<ExperimentVariant> before)
    {
        string id = fields.Text("id", "its id", true, 64) ?? "";
        if (id.Length > 0 && !TemplateReader.IsName(id)) fields.Wrong("id", "id is 1 to 64 letters, digits, - and _");
        if (before.Exists(one => one.Id == id)) fields.Wrong("id", $"There are two variants {id}");
        JsonNode? parameters = fields.Json("parameters");
        if (parameters is not (null or JsonObject)) fields.Wrong("parameters", "parameters are name: value lines", "wrong-type");
        if (parameters is not null && Encoding.UTF8.GetByteCount(parameters.ToJsonString()) > ExperimentLimits.ParameterBytes)
            fields.Wrong("parameters", $"parameters may have {ExperimentLimits.ParameterBytes / 1024} KB", "too-large");
        ExperimentVariant variant = new(id, (double)(fields.Number("weight", 0.001m, 1000) ?? 1), parameters as JsonObject);
        fields.Finish("A variant");
        return variant;
    }
}
