using WebConsole.Hypervisor;

namespace WebConsole.Security.Sessions;

/// <summary>A valid sign-in. The cookie contains only its ID; this record holds the rights.</summary>
public sealed record Session : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Session;

    ObjectId ISubject.Id => ObjectId.Session(SessionPrincipal.PersonOf(this), Id);

    string ISubject.Name => $"{User} from {From}";

    string? ISubject.StateWord => null;

    public required Guid Id { get; init; }

    public required string User { get; init; }

    public required Role Role { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>The address that signed in.</summary>
    public required string From { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last used.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The account's stamp at sign-in; another password or expiry gives another stamp.</summary>
    public string? AccountStamp { get; init; }
}
