using Personalization.Functions.Segments;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Lets no message of a recipe go when what ends the recipe has come about since, or the shop has stopped it.</summary>
internal sealed class RecipeGuard(RecipeDesk desk, IProfileStore profiles, SegmentDesk segments, TimeProvider time) : IJourneyGuard
{
    public string Journey => RecipeStarts.Journey;

    public async Task<string?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (RecipeSubject.Parse(message.Subject) is not { } subject) return JourneyEnds.Unknown;
        if ((await desk.CurrentAsync(cancellationToken)).Index.Lines.GetValueOrDefault(subject.Recipe) is { Stopped: true }) return "stopped";
        if (await desk.FindAsync(subject.Recipe, subject.Version, cancellationToken) is not { } recipe) return JourneyEnds.Unknown;
        if (recipe.Exit.IsEmpty) return null;
        StoredProfile stored = await profiles.ResolveLatestStoredAsync(message.Person, cancellationToken);
        PersonFacts person = await segments.FactsAsync(stored, cancellationToken) with { EnteredAt = subject.EnteredAt, Subject = subject.Product };
        return RecipeRules.Exits(recipe, person, time.GetUtcNow()) ? "exit" : null;
    }
}
