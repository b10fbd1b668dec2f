using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>
/// An action that users can run on an object: its texts, its right, when it applies, and its operation. Buttons, menus,
/// the palette, the API route and the API description are generated from it.
/// </summary>
/// <param name="Word">The stable name in the API, the audit log and test IDs: <c>force-off</c>.</param>
public abstract record ObjectAction(string Word)
{
    /// <summary>The verb in sentences: "Could not <c>force off</c> web-01".</summary>
    public string Verb { get; init; } = Word.Replace('-', ' ');

    /// <summary>The participle in sentences: "web-01 is already being <c>forced off</c>".</summary>
    public required string Doing { get; init; }

    /// <summary>The text of the button in English, the key of its translation.</summary>
    public required string Label { get; init; }

    /// <summary>The effect in one sentence; a key like <see cref="Label"/>.</summary>
    public required string Effect { get; init; }

    /// <summary>One of MudBlazor's icons.</summary>
    public required string Icon { get; init; }

    public Right Needs { get; init; } = Right.Operate;

    /// <summary>
    /// The warning in the confirmation; <c>null</c> if no confirmation is needed. A key like <see cref="Label"/>.
    /// </summary>
    public string? Confirm { get; init; }

    /// <summary>
    /// The question of the confirmation, with the object's name or the number of objects for {0}; a key like
    /// <see cref="Label"/>.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>What the confirmation calls the parts that <see cref="AtRisk"/> names; a key like <see cref="Label"/>.</summary>
    public string RiskLabel { get; init; } = "Disks that are written to";

    /// <summary>The button of the confirmation; without it, <see cref="Label"/> and the kind of the object. A key like <see cref="Label"/>.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether it can destroy something, so that it is shown separately and needs confirmation.</summary>
    public bool Dangerous => Confirm is not null || IsDangerous;

    /// <summary>Whether what it destroys is gone for good, so that its name has to be typed.</summary>
    public bool IsForGood { get; init; }

    /// <summary>Set if its form already asks for confirmation.</summary>
    public bool IsDangerous { get; init; }

    /// <summary>Whether the user is asked before it begins.</summary>
    public bool Asks => Dangerous || Arguments is not null;

    /// <summary>The tab of the object's page that offers it, in place of the menus of the object; the palette and the API have it all the same.</summary>
    public string? Tab { get; init; }

    /// <summary>Whether it is offered for many objects at once.</summary>
    public bool ForMany { get; init; }

    public string Method { get; init; } = HttpMethods.Post;

    /// <summary>Its path in the API, relative to its object, or with a leading slash relative to the root.</summary>
    public string Path { get; init; } = Word;

    /// <summary>The largest request body in bytes.</summary>
    public int LongestBody { get; init; } = ApiRoutes.LongestRequest;

    public abstract ObjectKind Kind { get; }

    /// <summary>The type of its arguments, which are the request body; <c>null</c> if it has none.</summary>
    public virtual Type? Arguments => null;

    /// <summary>The component with the form for <see cref="Arguments"/>.</summary>
    public virtual Type? Form => null;

    /// <summary>
    /// The URL of the page with the form for <see cref="Arguments"/>, if the form is too large for a drawer.
    /// </summary>
    public virtual string? PageFor(ISubject subject) => null;

    /// <summary>Whether it makes sense in the current state of <paramref name="subject"/>. Pages offer it then; libvirt has the last word.</summary>
    public abstract bool AppliesTo(ISubject subject);

    /// <summary>Whether the API accepts it: where it applies, and where it asks for what is so already.</summary>
    public abstract bool AcceptsFor(ISubject subject);

    /// <summary>Why it makes no sense for an object of such a kind, in whatever state, and what to ask for in its place; <c>null</c> where it may.</summary>
    public abstract string? WhyNever(ISubject subject);

    /// <summary>The position of its button, from the left; <c>null</c> if it is only in the menu.</summary>
    public abstract int? PlaceFor(ISubject subject);

    /// <summary>
    /// The parts of <paramref name="subject"/> that it may damage, such as disks in use; the confirmation names them.
    /// </summary>
    public abstract IReadOnlyList<string> AtRisk(ISubject subject);

    /// <summary>Creates its operation.</summary>
    /// <param name="subject">The object in its current state.</param>
    /// <param name="host">The object's host; <c>null</c> for objects without a host.</param>
    /// <param name="arguments">Of the type <see cref="Arguments"/>.</param>
    public abstract Operation Create(ISubject subject, HostStatus? host, object? arguments = null);
}
