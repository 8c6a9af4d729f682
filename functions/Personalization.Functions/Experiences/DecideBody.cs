using System.Collections.Immutable;
using System.Globalization;
using Personalization.Experiences;
using Personalization.Experiences.Content;

namespace Personalization.Functions.Experiences;

/// <summary>How a page came about.</summary>
internal sealed record ExplainedPageBody(string DecisionId, bool Personal, IReadOnlyList<ExplainedSlotBody> Slots, IReadOnlyDictionary<string, string>? Inputs)
{
    public static ExplainedPageBody From(DecidedPage decided, PageRequest page, bool all) => new(
        decided.Decision.DecisionId, decided.Decision.IsPersonal, [.. decided.Decision.Slots.Select(one => ExplainedSlotBody.From(one, decided, page))], all ? Read(decided, page) : null);

    // What decisions are made from, for who has to answer for them.
    private static SortedDictionary<string, string> Read(DecidedPage decided, PageRequest page)
    {
        SortedDictionary<string, string> inputs = new(StringComparer.Ordinal);
        foreach ((string name, string value) in PageInputs.Of(page, decided.Context)) inputs[name] = value;
        foreach ((SlotKind kind, ISlotDecider decider) in decided.Deciders) inputs["version of " + kind.Name()] = decider.Version;
        return inputs;
    }
}

/// <summary>How a slot came to hold what it holds.</summary>
internal sealed record ExplainedSlotBody(
    string Id, string Kind, string Source, string Fallback, string Code, string? Shopper, string? Merchant, string? Experiment, string? Variant, string? Probability, IReadOnlyList<ConsideredBody>? Considered)
{
    public static ExplainedSlotBody From(SlotDecision one, DecidedPage decided, PageRequest page)
    {
        ImmutableArray<ConsideredOption>? considered = decided.Deciders.GetValueOrDefault(one.Slot.Kind) is IExplainedDecider decider ? decider.Consider(one.Slot, page, decided.Context) : null;
        return new ExplainedSlotBody(
            one.Slot.Id, one.Slot.Kind.Name(), one.Source, one.Fallback, one.Reason.Code, one.Reason.Text.Length > 0 ? one.Reason.Text : null, one.Reason.Detail, one.Assignment?.Experiment,
            one.Assignment?.Variant, one.Assignment?.Probability.ToString("0.######", CultureInfo.InvariantCulture),
            considered?.Select(option => new ConsideredBody(option.Source, option.Name, option.Priority, option.WhyNot, option.Source == one.Source)).ToArray());
    }
}

/// <summary>Something that might have been chosen, and why it was not; null where it fits but another came first.</summary>
internal sealed record ConsideredBody(string Source, string Name, int Priority, string? WhyNot, bool Chosen);
