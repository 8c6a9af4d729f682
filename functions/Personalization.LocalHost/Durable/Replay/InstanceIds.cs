namespace Personalization.LocalHost.Durable;

internal static class InstanceIds
{
    private const int Longest = 100;

    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    public static void Check(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > Longest) throw new ArgumentException($"An instance id has at most {Longest} characters.", nameof(instanceId));
        if (instanceId[0] == '@') throw new ArgumentException("An instance id does not begin with @.", nameof(instanceId));
        if (instanceId.Any(letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter)))
            throw new ArgumentException("An instance id has no / \\ # ? and no control characters.", nameof(instanceId));
    }
}
