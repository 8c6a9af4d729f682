using Personalization.Profiles;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>Fails at one save, as a process that dies there would; and counts what is asked of the store behind it.</summary>
internal sealed class InterruptedStore(IProfileStore inner, int savesUntilFailure = -1) : IProfileStore
{
    private int saves;

    /// <summary>How many more saves succeed; negative for all.</summary>
    public int SavesUntilFailure { get; set; } = savesUntilFailure;

    public int Saves => saves;

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) => inner.LoadAsync(key, cancellationToken);

    public Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken) => inner.LoadLatestAsync(key, cancellationToken);

    public Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, StoredProfile next, PartChanges parts, CancellationToken cancellationToken)
    {
        if (SavesUntilFailure == 0)
        {
            SavesUntilFailure = -1;
            throw new IOException("The process ended here");
        }
        SavesUntilFailure--;
        Interlocked.Increment(ref saves);
        return inner.TrySaveAsync(loaded, next, parts, cancellationToken);
    }

    public ValueTask<Profile?> FindPartAsync(StoredProfile whole, PersonKey part, CancellationToken cancellationToken) => inner.FindPartAsync(whole, part, cancellationToken);

    public Task<IReadOnlyList<Profile>> LoadPartsAsync(PersonKey key, CancellationToken cancellationToken) => inner.LoadPartsAsync(key, cancellationToken);

    public Task<PersonKey?> FindKeyAsync(string storageKey, CancellationToken cancellationToken) => inner.FindKeyAsync(storageKey, cancellationToken);

    public Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);
}
