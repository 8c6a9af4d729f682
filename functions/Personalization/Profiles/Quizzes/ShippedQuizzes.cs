using Personalization.Common;

namespace Personalization.Profiles.Quizzes;

/// <summary>The quizzes that the suite brings along: <c>Shipped/ID.json</c>.</summary>
public static class ShippedQuizzes
{
    private static readonly ShippedFiles Files = new("Personalization.Profiles.Quizzes.Shipped.", ".json");

    /// <summary>Their ids, in order.</summary>
    public static IEnumerable<string> Ids => Files.Names;

    /// <summary>The quiz as it is written, UTF-8; null for one that does not come along.</summary>
    public static byte[]? Find(string id) => Files.Find(id);
}
