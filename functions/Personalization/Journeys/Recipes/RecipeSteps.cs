using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Experiments;
using Personalization.Messages;
using Personalization.Messages.Templates;
using Personalization.Privacy;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>Takes single steps.</summary>
internal static class RecipeSteps
{
    /// <summary>Takes a step: gives the state behind it, or before it while it waits.</summary>
    public static RecipeState Take(
        Recipe recipe, Step step, RecipeState state, RecipeFacts facts, ImmutableArray<JourneyAct>.Builder acts, DateTimeOffset now, out DateTimeOffset? wait)
    {
        wait = null;
        switch (step)
        {
            case WaitStep pause:
                return Waited(recipe, state, state.Until ?? now + pause.For, now, out wait);
            case WaitForTimeStep time:
                return Waited(recipe, state, state.Until ?? LocalTimes.NextFrom(now, time.At, time.Weekdays, facts.Person.Zone), now, out wait);
            case WaitForStep hope:
                bool holds = ConditionRules.Holds(hope.Condition, facts.Person, now);
                return Waited(recipe, state, holds ? now : state.Until ?? now + hope.AtMost, now, out wait);
            case IfStep fork:
                return Into(recipe, state, ConditionRules.Holds(fork.Condition, facts.Person, now) ? 0 : 1);
            case SplitStep split:
                return Into(recipe, state, Way(split, state, facts, acts, now));
            case MessageStep message:
                return Behind(recipe, Send(recipe, message, state, facts, acts, now));
            case TagStep tag:
                acts.Add(new SetTag(tag.Name, tag.Value));
                return Behind(recipe, state);
            case WebhookStep call when call.Purpose is MessagePurpose.Marketing && Consents.ToMarketing(facts.Person.Profile) is null:
                return Behind(recipe, state);
            case WebhookStep call:
                acts.Add(new CallWebhook(NameOf(state), call.Kind, RecipeModel.For(call.Body, state, facts.Person), call.Purpose) { Subject = RecipeSubject.Of(state).Text });
                return Behind(recipe, state);
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step");
        }
    }

    // Of one of the shop's experiments the ways are its variants, and are noted, so that it can tell what came of them. Whoever takes no part goes the first way.
    private static int Way(SplitStep split, RecipeState state, RecipeFacts facts, ImmutableArray<JourneyAct>.Builder acts, DateTimeOffset now)
    {
        if (!facts.Experiments.Knows(split.Experiment)) return RecipeRules.Way(split, state.Person);
        ExperimentSubject subject = new(state.Person, facts.Person.Profile, [.. facts.Person.Segments], now);
        if (facts.Experiments.Find(split.Experiment, subject) is not { } assigned) return 0;
        int way = split.Ways.Select(one => one.Name).ToList().IndexOf(assigned.Variant);
        if (way < 0) return 0;
        acts.Add(new SeeVariant(assigned.Experiment, assigned.Variant));
        return way;
    }

    private static RecipeState Waited(Recipe recipe, RecipeState state, DateTimeOffset until, DateTimeOffset now, out DateTimeOffset? wait)
    {
        wait = until > now ? until : null;
        return wait is null ? Behind(recipe, state with { Until = null }) : state with { Until = until };
    }

    private static RecipeState Send(
        Recipe recipe, MessageStep step, RecipeState state, RecipeFacts facts, ImmutableArray<JourneyAct>.Builder acts, DateTimeOffset now)
    {
        string name = NameOf(state);
        int sent = recipe.Cap is { } cap ? facts.Memory.Sent(cap.Within, now, RecipeMemory.NameOf(state.Key, name)) + acts.OfType<SendMessage>().Count() : 0;
        if (sent >= (recipe.Cap?.Most ?? int.MaxValue) || ChannelFor(step, state, facts) is not { } channel) return state;
        JsonElement model = RecipeModel.For(step.Model, state, facts.Person);
        acts.Add(new SendMessage(name, channel, step.Template, model, step.ValidFor.TotalHours, step.Priority, step.AtBestHour) { Subject = RecipeSubject.Of(state).Text, Products = ProductsOf(step, state) });
        return state with { Steps = Newest(state.Steps.Add(name)) };
    }

    private static MessageChannel? ChannelFor(MessageStep step, RecipeState state, RecipeFacts facts)
    {
        Subscriptions consents = new(facts.Person.Profile.Traits);
        TemplateKind kind = facts.Templates.GetValueOrDefault(step.Template) ?? new TemplateKind(true, "");
        if (kind.Marketing && Consents.ToMarketing(facts.Person.Profile) is null) return null;
        if (kind.Marketing && state.Subject is { } subject && facts.Sensitive.IsSensitive(facts.Person.Catalog.Find(subject))) return null;
        foreach (MessageChannel channel in step.Channels)
            if (facts.Carried.Contains(channel) && ContactPoints.Of(facts.Person.Profile, channel) is not null && (!kind.Marketing || consents.For(channel, kind.List) is SubscriptionState.Subscribed)) return channel;
        return null;
    }

    private static ProductBlock? ProductsOf(MessageStep step, RecipeState state) =>
        step.Recommendations is { } wish ? new ProductBlock(wish.Strategy, wish.Limit, wish.Product == ProductScope.Subject ? state.Subject : wish.Product) : null;

    private static ImmutableArray<string> Newest(ImmutableArray<string> steps) => steps.Length > RecipeLimits.Steps ? steps[^RecipeLimits.Steps..] : steps;

    private static string NameOf(RecipeState state) => string.Join('.', state.At);

    private static RecipeState Into(Recipe recipe, RecipeState state, int branch) => Settled(recipe, state with { At = [.. state.At, branch, 0] });

    private static RecipeState Behind(Recipe recipe, RecipeState state) => Settled(recipe, state with { At = state.At.SetItem(state.At.Length - 1, state.At[^1] + 1) });

    /// <summary>Goes out of branches that are at their end, behind the step that they belong to.</summary>
    private static RecipeState Settled(Recipe recipe, RecipeState state)
    {
        ImmutableArray<int> at = state.At;
        while (at.Length > 1 && at[^1] >= Length(recipe, at))
        {
            at = at[..^2];
            at = at.SetItem(at.Length - 1, at[^1] + 1);
        }
        return state with { At = at };
    }

    private static int Length(Recipe recipe, ImmutableArray<int> at)
    {
        ImmutableArray<Step> steps = recipe.Steps;
        for (int level = 0; level + 2 < at.Length; level += 2) steps = steps[at[level]].Branches[at[level + 1]];
        return steps.Length;
    }
}
