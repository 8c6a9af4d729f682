namespace Personalization.Profiles.Quizzes;

/// <summary>A quiz as it was written, with the version it is stored under; null for one that comes with the suite.</summary>
/// <param name="Json">The definition.</param>
/// <param name="Quiz">What it says.</param>
/// <param name="Version">The store's version.</param>
public sealed record StoredQuiz(ReadOnlyMemory<byte> Json, Quiz Quiz, string? Version);

/// <summary>The shop's quizzes.</summary>
public interface IQuizStore
{
    /// <summary>The quiz, or the one of that id that comes with the suite, or null.</summary>
    Task<StoredQuiz?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores a definition in place of that version, or where there is none; null when others have changed it since.</summary>
    Task<string?> TrySaveAsync(string id, ReadOnlyMemory<byte> json, string? version, CancellationToken cancellationToken);

    /// <summary>Removes the quiz of that version; false when others have changed it since or there is none.</summary>
    Task<bool> TryRemoveAsync(string id, string version, CancellationToken cancellationToken);
}
