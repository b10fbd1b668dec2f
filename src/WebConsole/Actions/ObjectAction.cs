using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>
/// One thing that people can do to an object: its words, its rights, when it applies, and the operation that does it. Buttons,
/// menus, the palette, the API's route and its description are made of it.
/// </summary>
/// <param name="Word">The stable word of the API, the audit log and test ids: <c>force-off</c>.</param>
public abstract record ObjectAction(string Word)
{
    /// <summary>For sentences: "Could not <c>force off</c> web-01".</summary>
    public string Verb { get; init; } = Word.Replace('-', ' ');

    /// <summary>While it is done: "web-01 is already being <c>forced off</c>".</summary>
    public required string Doing { get; init; }

    /// <summary>The words of the button; English, the key of its translations.</summary>
    public required string Label { get; init; }

    /// <summary>What it does, in one sentence; a key like <see cref="Label"/>.</summary>
    public required string Effect { get; init; }

    /// <summary>One of MudBlazor's icons.</summary>
    public required string Icon { get; init; }

    public Right Needs { get; init; } = Right.Operate;

    /// <summary>What will be lost; set where it must be asked before, else <c>null</c>. A key like <see cref="Label"/>.</summary>
    public string? Confirm { get; init; }

    /// <summary>The question that is asked, with the object's name, or how many there are, for {0}; a key like <see cref="Label"/>.</summary>
    public string? Question { get; init; }

    /// <summary>Whether it can destroy something, so that it stands apart and asks.</summary>
    public bool Dangerous => Confirm is not null || IsDangerous;

    /// <summary>Set where its form asks.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>Whether something is asked before it begins.</summary>
    public bool Asks => Dangerous || Arguments is not null;

    /// <summary>Whether it is offered for many objects at once.</summary>
    public bool ForMany { get; init; }

    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>Its address in the API below that of its object, or with a slash at its begin below the root.</summary>
    public string Path { get; init; } = Word;

    public abstract ObjectKind Kind { get; }

    /// <summary>What it takes besides its object, as the body of a request; <c>null</c> for nothing.</summary>
    public virtual Type? Arguments => null;

    /// <summary>The component that asks people for <see cref="Arguments"/>.</summary>
    public virtual Type? Form => null;

    /// <summary>The address of the page that asks people for <see cref="Arguments"/>, where it takes more than a drawer has room for.</summary>
    public virtual string? PageFor(ISubject subject) => null;

    /// <summary>Whether there is sense in it as <paramref name="subject"/> stands. A courtesy: whether a state allows it is libvirt's word.</summary>
    public abstract bool AppliesTo(ISubject subject);

    /// <summary>Where its button stands; <c>null</c> for the menu alone. The places are filled from the left.</summary>
    public abstract int? PlaceFor(ISubject subject);

    /// <summary>What of <paramref name="subject"/> is cut off in the middle by it; named in the question.</summary>
    public abstract IReadOnlyList<string> AtRisk(ISubject subject);

    /// <summary>The operation that does it.</summary>
    /// <param name="subject">As it is known now.</param>
    /// <param name="host">Where it is; <c>null</c> for what is on no host.</param>
    /// <param name="arguments">Of the type <see cref="Arguments"/>.</param>
    public abstract Operation Create(ISubject subject, HostStatus? host, object? arguments = null);
}
