using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Personalization.Events.Decisions;

namespace Personalization.Experiences;

/// <summary>Decides all slots of a page. A part that fails, or for which there is no time left, costs its own slot and no other.</summary>
public static class PageDecider
{
    /// <summary>Decides.</summary>
    /// <param name="page">What is asked.</param>
    /// <param name="context">What it is decided from.</param>
    /// <param name="deciders">Who decides each kind.</param>
    /// <param name="elapsed">How long the request has taken so far; asked before each slot.</param>
    public static PageDecision Decide(PageRequest page, PageContext context, IReadOnlyDictionary<SlotKind, ISlotDecider> deciders, Func<TimeSpan> elapsed)
    {
        List<SlotFailure> failures = [];
        ImmutableArray<SlotDecision>.Builder decided = ImmutableArray.CreateBuilder<SlotDecision>(page.Slots.Length);
        string inputs = Inputs(page, context, deciders);
        foreach (SlotRequest slot in page.Slots)
        {
            SlotDecision decision = elapsed() > page.Budget ? StandIn(slot, "out-of-time") : One(slot, page, context, deciders, failures);
            decided.Add(decision with { DecisionId = Sign(inputs, context, decision.Slot.Kind.Name(), slot.Id, decision.Source) });
        }
        return new PageDecision(Sign(inputs, context, "page", page.Type.ToString().ToLowerInvariant(), ""), context.Visitor is not null, decided.MoveToImmutable()) { Failures = [.. failures] };
    }

    // The page is worth more than one part of it: the fault goes to the caller, who logs it.
    private static SlotDecision One(SlotRequest slot, PageRequest page, PageContext context, IReadOnlyDictionary<SlotKind, ISlotDecider> deciders, List<SlotFailure> failures)
    {
        try
        {
            return deciders.TryGetValue(slot.Kind, out ISlotDecider? decider) && decider.Decide(slot, page, context) is { } decision ? decision : StandIn(slot, "not-available");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            failures.Add(new SlotFailure(slot.Id, fault));
            return StandIn(slot, "failed");
        }
    }

    /// <summary>What a slot holds that nothing was decided for: the order that it was asked with, or nothing.</summary>
    private static SlotDecision StandIn(SlotRequest slot, string fallback) =>
        new(slot, "shop", new SlotReason("default", ""), slot.Items.IsEmpty ? null : new OrderedItems(slot.Items)) { Fallback = fallback, Ttl = TimeSpan.Zero };

    internal static string Sign(string inputs, PageContext context, string kind, string place, string source)
    {
        DecisionId decision = DecisionId.Of($"{inputs}\n{kind}\n{place}\n{source}", context.Lists.At, kind, place);
        return context.Signer?.Create(decision) ?? $"d-{decision.Hash:x16}";
    }

    private static string Inputs(PageRequest page, PageContext context, IReadOnlyDictionary<SlotKind, ISlotDecider> deciders)
    {
        StringBuilder text = new(256);
        text.Append(CultureInfo.InvariantCulture, $"{page.Type}\n{page.Visitor?.Value}\n{page.ProductId}\n{page.Category}\n{page.Query}\n{page.Campaign}\n{page.Language}\n");
        text.Append(CultureInfo.InvariantCulture, $"{page.Visit.Number} {page.Visit.Pages} {page.Visit.IsLeaving}\n{context.Visitor?.Profile.LastSeen?.UtcTicks} {context.Visitor?.Profile.Seen.Events.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{context.Shelf.Catalog.Version}\n{context.Shelf.Model.Version}\n{context.Experiments.Version}\n");
        foreach (PageLine line in page.Cart ?? []) text.Append(CultureInfo.InvariantCulture, $"{line.ProductId} {line.Quantity} {line.Price}\n");
        foreach (string product in page.Session) text.Append(product).Append('\n');
        foreach (SlotKind kind in page.Slots.Select(slot => slot.Kind).Distinct())
            if (deciders.TryGetValue(kind, out ISlotDecider? decider)) text.Append(decider.Version).Append('\n');
        return text.ToString();
    }
}
