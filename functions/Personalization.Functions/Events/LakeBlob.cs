namespace Personalization.Functions.Events;

/// <summary>A file of the lake as storage has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Bytes of the append blob; 0 once it is emptied.</param>
/// <param name="IsRewritten">Whether there is a blob that takes its place.</param>
/// <param name="Day">Day of the file, as in its name.</param>
internal sealed record LakeBlob(string Name, long Length, bool IsRewritten, string Day);
