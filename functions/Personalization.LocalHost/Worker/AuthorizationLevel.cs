namespace Microsoft.Azure.Functions.Worker;

/// <summary>The keys that a caller of an HTTP function needs.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A user's token; asks for a function key here.</summary>
    User = 1,

    /// <summary>A key of the function, of the host, or the master key.</summary>
    Function = 2,

    /// <summary>A key of an extension; asks for the master key here.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
