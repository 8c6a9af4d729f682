using System.Buffers;
using System.Text.Json;
using Personalization.Events;
using Personalization.Experiments;

namespace Personalization.Experiences;

/// <summary>Decisions as UTF-8 JSON.</summary>
public sealed class PageWriter : IDisposable
{
    private readonly Utf8JsonWriter json;

    private PageWriter(IBufferWriter<byte> output) => json = new Utf8JsonWriter(output, EventCodec.Writer);

    /// <summary>Takes values of content.</summary>
    public Utf8JsonWriter Json => json;

    /// <summary>Writes a page.</summary>
    public static void Write(PageDecision decision, IBufferWriter<byte> output)
    {
        using PageWriter writer = new(output);
        writer.Page(decision);
        writer.json.Flush();
    }

    /// <summary>Writes the pages of a batch, in their order.</summary>
    public static void Write(IReadOnlyList<PageDecision> decisions, IBufferWriter<byte> output)
    {
        using PageWriter writer = new(output);
        writer.json.WriteStartObject();
        writer.json.WriteStartArray("pages"u8);
        foreach (PageDecision decision in decisions) writer.Page(decision);
        writer.json.WriteEndArray();
        writer.json.WriteEndObject();
        writer.json.Flush();
    }

    /// <summary>Takes content that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> value) => json.WriteRawValue(value, skipInputValidation: true);

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private void Page(PageDecision decision)
    {
        json.WriteStartObject();
        json.WriteString("decisionId"u8, decision.DecisionId);
        json.WriteBoolean("personal"u8, decision.IsPersonal);
        json.WriteNumber("ttl"u8, decision.Slots.Min(slot => (int)slot.Ttl.TotalSeconds));
        json.WriteStartArray("slots"u8);
        foreach (SlotDecision slot in decision.Slots) Slot(slot);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Slot(SlotDecision slot)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, slot.Slot.Id);
        json.WriteString("kind"u8, slot.Slot.Kind.Name());
        json.WriteString("decisionId"u8, slot.DecisionId);
        json.WriteString("source"u8, slot.Source);
        json.WriteString("fallback"u8, slot.Fallback);
        json.WriteNumber("ttl"u8, (int)slot.Ttl.TotalSeconds);
        json.WriteStartObject("reason"u8);
        json.WriteString("code"u8, slot.Reason.Code);
        json.WriteString("text"u8, slot.Reason.Text);
        json.WriteEndObject();
        if (slot.Assignment is { } assignment) Assigned(assignment);
        json.WritePropertyName("content"u8);
        if (slot.Content is { } content) content.Write(this);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    private void Assigned(Assignment assignment)
    {
        json.WriteStartObject("experiment"u8);
        json.WriteString("id"u8, assignment.Experiment);
        json.WriteString("variant"u8, assignment.Variant);
        json.WriteNumber("probability"u8, Math.Round(assignment.Probability, 6));
        json.WriteEndObject();
    }
}
