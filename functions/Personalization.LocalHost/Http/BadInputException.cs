namespace Personalization.LocalHost.Http;

/// <summary>A request that does not fit its function's parameters; the message goes to the caller.</summary>
internal sealed class BadInputException(string message, Exception? innerException = null) : Exception(message, innerException);
