using System.Globalization;

namespace Personalization.Journeys.Recipes;

/// <summary>What a message of a recipe says of where it comes from, for whoever asks whether it is still right. Storage format.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Version">Its version.</param>
/// <param name="EnteredAt">When the person entered, UTC.</param>
/// <param name="Product">The product that it is about, or null.</param>
public sealed record RecipeSubject(string Recipe, int Version, DateTimeOffset EnteredAt, string? Product)
{
    /// <summary>As a text.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Recipe}/{Version}/{EnteredAt.UtcTicks}/{Product}");

    /// <summary>That of a run.</summary>
    public static RecipeSubject Of(RecipeState state) => new(state.Recipe, state.Version, state.EnteredAt, state.Subject);

    /// <summary>Reads the text; null for anything else.</summary>
    public static RecipeSubject? Parse(string? text)
    {
        string[] parts = (text ?? "").Split('/', 4);
        return parts.Length == 4 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int version) && long.TryParse(parts[2], CultureInfo.InvariantCulture, out long ticks)
            ? new RecipeSubject(parts[0], version, new DateTimeOffset(ticks, TimeSpan.Zero), parts[3].Length == 0 ? null : parts[3])
            : null;
    }
}
