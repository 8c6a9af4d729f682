using System.Diagnostics.CodeAnalysis;

namespace DurableTask.Core.Exceptions;

/// <summary>An instance of that id is in a status that refuses a second start.</summary>
[SuppressMessage("Design", "CA1032", Justification = "The package's own constructors")]
public class OrchestrationAlreadyExistsException : Exception
{
    /// <summary>A refusal.</summary>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }
}
