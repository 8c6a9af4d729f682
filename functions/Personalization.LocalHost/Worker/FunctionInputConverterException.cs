namespace Microsoft.Azure.Functions.Worker;

/// <summary>A fault of the worker.</summary>
public class FunctionWorkerException(string? message, Exception? innerException) : Exception(message, innerException)
{
    /// <summary>A fault without a cause behind it.</summary>
    public FunctionWorkerException(string? message) : this(message, null)
    {
    }
}

/// <summary>A value that does not fit its parameter.</summary>
public class FunctionInputConverterException(string? message, Exception? innerException) : FunctionWorkerException(message, innerException)
{
    /// <summary>A misfit without a cause behind it.</summary>
    public FunctionInputConverterException(string? message) : this(message, null)
    {
    }
}
