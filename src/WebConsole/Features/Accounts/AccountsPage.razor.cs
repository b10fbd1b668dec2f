using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using WebConsole.Components.Shared;
using WebConsole.Features.Accounts.Commands;
using WebConsole.Security;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts;

/// <summary>Who is signed in, and which group gives which role. Everybody sees their own sessions, administrators all.</summary>
public sealed partial class AccountsPage
{
    private ClaimsPrincipal _user = new();
    private ImmutableArray<Session> _sessions = [];
    private bool _refused;

    [Inject]
    public required SessionRegistry Sessions { get; set; }

    [Inject]
    public required EndSession EndSession { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required RoleMap Roles { get; set; }

    [Inject]
    public required HostAccountsStatus HostAccounts { get; set; }

    [Inject]
    public required AuthenticationStateProvider AuthenticationState { get; set; }

    private Guid? Own => SessionPrincipal.IdOf(_user);

    private bool IsAdministrator => Policies.Allows(_user, Role.Administrator);

    protected override async Task OnInitializedAsync()
    {
        _columns = Columns();
        _user = (await AuthenticationState.GetAuthenticationStateAsync()).User;
        Listen(handler => Sessions.Changed += handler, handler => Sessions.Changed -= handler);
        // "Last in use" moves by itself.
        Tick(TimeSpan.FromSeconds(30));
        Refresh();
    }

    protected override bool Refresh()
    {
        _sessions = [.. Sessions.Current.Where(session => EndSession.Allows(_user, session))];
        return true;
    }

    private async Task EndAsync(Session session)
    {
        if (SessionRegistry.IsOf(_user, session) && !await IsMeantAsync(session))
            return;
        // Asked again at the act: what the page remembers is for what it shows.
        _user = (await AuthenticationState.GetAuthenticationStateAsync()).User;
        _refused = !EndSession.Execute(_user, session.Id);
    }

    /// <summary>One's own stand among others', and look like the one in use.</summary>
    private async Task<bool> IsMeantAsync(Session session)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, Text["End your own session from {0}?", session.From] },
            { dialog => dialog.Consequence, Text["You are signed out in that browser. What its pages show stops, consoles too; tasks go on."] },
            { dialog => dialog.Verb, Text["End"] },
            { dialog => dialog.Danger, true },
        };
        var dialog = await Dialogs.ShowAsync<ConfirmDialog>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false };
    }

    private static string Means(Role role) => role switch
    {
        Role.Administrator => "everything",
        Role.Operator => "starts, stops and enters machines",
        _ => "looks, changes nothing",
    };
}
