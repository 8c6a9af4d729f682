namespace Personalization.Profiles.Preferences;

/// <summary>Names of the traits that hold what a person has declared about products. They are storage format.</summary>
public static class DeclaredNames
{
    /// <summary>
    /// Begins the traits that hold <see cref="TasteStatement"/>s: <c>taste:QUIZ:QUESTION</c> of quizzes, <c>taste:choice:SLOT</c> of A-or-B questions,
    /// <c>taste:text:TOPIC</c> of what reviews and chats speak of.
    /// Only the suite writes them: capture takes them out of what is sent.
    /// </summary>
    public const string Taste = "taste:";

    /// <summary>Begins the sizes: <c>size:CATEGORY</c>, a text or an array of texts.</summary>
    public const string Size = "size:";

    /// <summary>Begins what the preference centre asks.</summary>
    public const string Preference = "preference:";

    /// <summary>Categories that the person is interested in: an array of their names.</summary>
    public const string Categories = Preference + "categories";

    /// <summary>Brands that the person is interested in: an array of their names.</summary>
    public const string Brands = Preference + "brands";

    /// <summary>The prices that the person wants to see: <c>{"from":0,"to":80}</c>.</summary>
    public const string Price = Preference + "price";

    /// <summary>How often the person wants to hear from the shop: <c>daily</c>, <c>weekly</c>, <c>monthly</c>.</summary>
    public const string Frequency = Preference + "frequency";

    /// <summary>True for a trait that says something of products.</summary>
    public static bool IsAboutProducts(string name) =>
        name.StartsWith(Taste, StringComparison.Ordinal) || name.StartsWith(Size, StringComparison.Ordinal) || name is Categories or Brands or Price;
}
