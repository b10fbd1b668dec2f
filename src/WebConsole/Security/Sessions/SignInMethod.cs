namespace WebConsole.Security.Sessions;

/// <summary>What someone proved at sign-in.</summary>
public enum SignInMethod
{
    /// <summary>A one-time link.</summary>
    Link,

    /// <summary>The password of an account of the host.</summary>
    Password,
}
