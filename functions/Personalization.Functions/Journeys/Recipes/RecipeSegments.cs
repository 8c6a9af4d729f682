using System.Text.Json;
using Personalization.Events;
using Personalization.Journeys.Recipes;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>
/// The conditions of recipes' segment triggers as segments of their own: so the time is known at which they change without an event, and somebody
/// looks then. Where a trigger names a segment of the shop's there is nothing to add.
/// </summary>
internal sealed class RecipeSegments(RecipeDesk desk) : ISegmentSource
{
    private const string Prefix = "recipe:";
    private volatile Made? made;

    public async ValueTask<IReadOnlyList<SegmentDefinition>> CurrentAsync(CancellationToken cancellationToken)
    {
        RecipeShelf shelf = await desk.CurrentAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Shelf, shelf)) return known.Segments;
        SegmentDefinition[] segments =
        [
            .. from one in shelf.Active
               let trigger = one.Recipe.Trigger as SegmentTrigger
               where trigger is { Condition: not SegmentTest }
               select new SegmentDefinition(Prefix + one.Recipe.Id, one.Recipe.Name, "", trigger.Condition, one.Version) { IsNamed = false },
        ];
        made = new Made(shelf, segments);
        return segments;
    }

    /// <summary>Whether an event says that the condition of a recipe's trigger has changed.</summary>
    public static bool Tells(Recipe recipe, ShopEvent one) =>
        one.Event is ReservedEvents.SegmentEntered or ReservedEvents.SegmentExited
        && one.Properties.ValueKind is JsonValueKind.Object && one.Properties.TryGetProperty("segment_id", out JsonElement id) && id.ValueEquals(Prefix + recipe.Id);

    private sealed record Made(RecipeShelf Shelf, IReadOnlyList<SegmentDefinition> Segments);
}
