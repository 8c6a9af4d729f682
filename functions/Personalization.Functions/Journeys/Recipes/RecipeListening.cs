using System.Text.Json;
using Personalization.Events;
using Personalization.Journeys.Recipes;
using Personalization.Segments;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Which events a recipe has to hear of at once. What ends a run need not be heard of: it is looked at before each step and before a message goes.</summary>
internal static class RecipeListening
{
    /// <summary>Whether some step waits for a condition.</summary>
    public static bool Waits(Recipe recipe) => recipe.AllSteps.OfType<WaitForStep>().Any();

    /// <summary>Whether an event may be what a step waits for.</summary>
    public static bool Hears(Recipe recipe, ShopEvent one) => recipe.AllSteps.OfType<WaitForStep>().Any(step => ConditionEvents.Concerns(step.Condition, one));

    /// <summary>Whether an event may begin a run, or move its date. Recipes that recur take in whoever qualifies, whatever event tells of them.</summary>
    public static bool Begins(Recipe recipe, ShopEvent one) => recipe.Trigger switch
    {
        EventTrigger by => RecipeStarts.Matches(by, one),
        AbsenceTrigger absence => RecipeStarts.Matches(absence.After, one),
        SegmentTrigger segment => ConditionEvents.Concerns(segment.Condition, one) || RecipeSegments.Tells(recipe, one),
        DateTrigger or ScheduleTrigger => true,
        _ => false,
    };

    /// <summary>Whether an event says a person's date anew.</summary>
    public static bool Moves(Trigger trigger, ShopEvent one) =>
        trigger is DateTrigger date && ((Says(one.Traits, date.Trait)) || (one.Context.ValueKind is JsonValueKind.Object && one.Context.TryGetProperty("traits", out JsonElement said) && Says(said, date.Trait)));

    private static bool Says(JsonElement traits, string name) => traits.ValueKind is JsonValueKind.Object && traits.TryGetProperty(name, out _);
}
