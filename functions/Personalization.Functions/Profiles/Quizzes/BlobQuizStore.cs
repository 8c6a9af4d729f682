using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Profiles.Quizzes;

namespace Personalization.Functions.Profiles.Quizzes;

/// <summary>Quizzes as blobs <c>quizzes/ID.json</c>; where the shop has none of that id, the one that comes with the suite.</summary>
internal sealed class BlobQuizStore(BlobServiceClient blobs, QuizReader reader) : IQuizStore, IDisposable
{
    private readonly BlobFolder folder = new(blobs, "quizzes");

    public async Task<StoredQuiz?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!QuizLimits.IsId(id)) return null;
        StoredBytes stored = await folder.ReadAsync(NameOf(id), null, cancellationToken);
        if ((stored.Bytes ?? (ShippedQuizzes.Find(id) is { } shipped ? new BinaryData(shipped) : null))?.ToMemory() is not { } json) return null;
        Quiz quiz = reader.Read(id, json).Quiz ?? throw new InvalidDataException("A stored quiz cannot be read");
        return new StoredQuiz(json, quiz, stored.Version?.ToString());
    }

    public async Task<string?> TrySaveAsync(string id, ReadOnlyMemory<byte> json, string? version, CancellationToken cancellationToken) =>
        (await folder.TryWriteAsync(NameOf(id), new BinaryData(json), version is null ? null : new ETag(version), cancellationToken))?.ToString();

    public Task<bool> TryRemoveAsync(string id, string version, CancellationToken cancellationToken) => folder.TryRemoveAsync(NameOf(id), new ETag(version), cancellationToken);

    public void Dispose() => folder.Dispose();

    private static string NameOf(string id) => id + ".json";
}
