using System.Text.Json.Nodes;
using Personalization.Experiences;

namespace Personalization.Experiments;

/// <summary>Tells a page which variant of an experiment its visitor is in, and what the storefront is to know of it.</summary>
/// <param name="set">The shop's experiments.</param>
public sealed class ExperimentSlots(ExperimentSet set) : ISlotDecider
{
    /// <inheritdoc/>
    public string Version => set.Version;

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        if (slot.Experiment is not { } id || set.Find(id) is not { } started) return null;
        if (context.Assigned(id, page) is not { } assignment) return new SlotDecision(slot, $"experiment:{id}", new SlotReason("not-in-experiment", ""), null);
        JsonObject? parameters = started.Experiment.Variants[started.Experiment.IndexOf(assignment.Variant)].Parameters;
        return new SlotDecision(slot, $"experiment:{id}", new SlotReason("experiment", ""), new VariantContent(assignment.Variant, parameters)) { Assignment = assignment };
    }

    private sealed class VariantContent(string variant, JsonObject? parameters) : ISlotContent
    {
        public void Write(PageWriter writer)
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteString("variant"u8, variant);
            writer.Json.WritePropertyName("parameters"u8);
            if (parameters is null) writer.Json.WriteNullValue();
            else parameters.WriteTo(writer.Json);
            writer.Json.WriteEndObject();
        }
    }
}
