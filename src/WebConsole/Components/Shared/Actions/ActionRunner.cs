using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Actions;

/// <summary>
/// Handles a click on an action: asks for confirmation if needed, starts the operation, and shows a refusal. The task
/// strip and the inventory show the result, not the clicked page.
/// </summary>
public sealed class ActionRunner(
    OperationRunner operations, SubjectFinder subjects, CurrentUser user, IDialogService dialogs, NavigationManager navigation, UndoOffers undos, IStringLocalizer<ActionRunner> text)
{
    private static readonly DialogOptions Asking = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    public Task RunAsync(ObjectAction action, ISubject subject) => RunAsync(action, [subject]);

    /// <summary>Runs it on all of <paramref name="clicked"/>, after one confirmation.</summary>
    public async Task RunAsync(ObjectAction action, IReadOnlyList<ISubject> clicked)
    {
        if (action.Arguments is not null)
        {
            await AskForAsync(action, subjects.Find(clicked[0].Id) ?? clicked[0]);
            return;
        }
        // Looked up again: the clicked objects may be out of date.
        var all = clicked.Select(subject => subjects.Find(subject.Id) ?? subject).Select(subject => (Subject: subject, Operation: action.Create(subject, subjects.HostOf(subject.Id))))
            // Told before a name has to be typed.
            .ToLookup(each => action.IsForGood || operations.AsksForName(each.Operation) ? operations.WhyRefused(each.Operation, user.Principal) : null);
        Operation[] wanted = [.. all[null].Select(each => each.Operation)];
        string[] kept = [.. all.Where(each => each.Key is not null).SelectMany(each => each.Select(_ => each.Key!))];
        if ((kept.Length > 0 || action.Dangerous || wanted.Length > 1) && !await AskAsync(action, [.. all[null].Select(each => each.Subject)], wanted, kept))
            return;
        foreach (var operation in wanted)
            await undos.StartAsync(operation);
    }

    /// <summary>Opens another drawer for the arguments of an action than its own: one for a part of what it changes.</summary>
    public Task AskForAsync<TForm>(ObjectAction action, ISubject subject) where TForm : IComponent => OpenAsync(typeof(TForm), action, subjects.Find(subject.Id) ?? subject);

    /// <summary>Opens the drawer of an action with what the page knows already.</summary>
    /// <param name="action">The action, which has a drawer.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="known">Names and values of the drawer's parameters.</param>
    public Task AskForAsync(ObjectAction action, ISubject subject, params (string Name, object Value)[] known)
    {
        var parameters = new DialogParameters { ["Action"] = action, ["Subject"] = subjects.Find(subject.Id) ?? subject, ["Host"] = subjects.HostOf(subject.Id) };
        foreach (var (name, value) in known)
            parameters[name] = value;
        return dialogs.OpenAsync(action.Form!, parameters);
    }

    /// <summary>Runs it with these arguments, which the page knows: nothing is asked.</summary>
    public async Task StartAsync(ObjectAction action, ISubject subject, object arguments)
    {
        var known = subjects.Find(subject.Id) ?? subject;
        await undos.StartAsync(action.Create(known, subjects.HostOf(known.Id), arguments));
    }

    /// <summary>Why it would be refused now, whatever is entered, for a menu; <c>null</c> where it would not.</summary>
    public string? WhyNot(ObjectAction action, ISubject subject) =>
        subjects.HostOf(subject.Id) is { } host ? operations.WhyConflicts(action.Create(subject, host, action.Arguments is { } arguments ? JsonSerializer.Deserialize("{}", arguments) : null)) : null;

    private async Task AskForAsync(ObjectAction action, ISubject subject)
    {
        if (action.PageFor(subject) is { } page)
            navigation.NavigateTo(page);
        else
            await OpenAsync(action.Form!, action, subject);
    }

    private Task<bool> OpenAsync(Type form, ObjectAction action, ISubject subject) =>
        dialogs.OpenAsync(form, new DialogParameters { ["Action"] = action, ["Subject"] = subject, ["Host"] = subjects.HostOf(subject.Id) });

    /// <param name="action">The action.</param>
    /// <param name="targets">What is done to.</param>
    /// <param name="wanted">Its operations.</param>
    /// <param name="kept">Why others stay as they are.</param>
    private async Task<bool> AskAsync(ObjectAction action, ISubject[] targets, Operation[] wanted, string[] kept)
    {
        var label = text[action.Label].Value;
        var many = wanted.Length != 1;
        var what = many ? text["{0} {1}", wanted.Length, text[$"{action.Kind.ToToken()}s"]].Value : Words.Name(wanted[0].Target)!;
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, wanted.Length == 0 ? text["Nothing can be {0}", text[action.Doing]] : action.Question is { } question ? text[question, what] : text["{0} {1}?", label, what] },
            { dialog => dialog.Consequence, wanted.Length == 0 ? null : string.Join(' ', wanted.Select(operations.WhatSuffers).OfType<string>().Prepend(text[action.Confirm ?? action.Effect].Value)) },
            { dialog => dialog.Verb, wanted.Length == 0 ? null : action.Answer is { } answer ? text[answer].Value : text["{0} {1}", label, many ? what : text[action.Kind.ToToken()]].Value },
            { dialog => dialog.Kept, kept },
            { dialog => dialog.Targets, many ? [.. wanted.Select(operation => operation.Target)] : [] },
            { dialog => dialog.RiskLabel, text[action.RiskLabel].Value },
            { dialog => dialog.AtRisk, [.. targets.SelectMany(target => AtRisk(action, target, many))] },
            { dialog => dialog.Machines, [.. wanted.SelectMany(operations.WhoUses).DistinctBy(machine => machine.Id)] },
            { dialog => dialog.VirshLine, string.Join(Environment.NewLine, wanted.Select(operation => operation.VirshLine)) is { Length: > 0 } lines ? lines : null },
            { dialog => dialog.Danger, action.Dangerous },
            { dialog => dialog.TypedName, wanted.Length > 0 && (action.IsForGood || wanted.Any(operations.AsksForName)) ? what : null },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters, Asking);
        return await dialog.Result is { Canceled: false };
    }

    private static IEnumerable<string> AtRisk(ObjectAction action, ISubject target, bool many) =>
        action.AtRisk(target).Select(part => many ? $"{Words.Name(target.Name)}, {part}" : part);
}
