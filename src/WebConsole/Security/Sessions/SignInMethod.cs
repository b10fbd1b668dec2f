namespace WebConsole.Security.Sessions;

/// <summary>How someone signed in.</summary>
public enum SignInMethod
{
    /// <summary>A one-time link.</summary>
    Link,

    /// <summary>The password of an account of the host.</summary>
    Password,
}
