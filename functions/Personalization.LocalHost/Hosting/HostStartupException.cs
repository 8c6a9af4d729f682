namespace Personalization.LocalHost.Hosting;

/// <summary>A reason not to start that its reader can act on. The message is the one line that the process ends with (exit code 1).</summary>
internal sealed class HostStartupException : Exception
{
    public HostStartupException(string message) : base(message)
    {
    }

    public HostStartupException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
