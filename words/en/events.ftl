# What happened: a title and a sentence for every event of a claim. The key of the sentence is the event's name.

title-claim-submitted = Application submitted
title-claim-registered = Application registered
title-file-sent = File sent on
title-file-received = File received
title-checks-requested = Checks ordered
title-lookup-requested = Information system asked
title-lookup-failed = No usable answer of an information system
title-lookup-completed = Answer of an information system
title-gap-detected = Information missing
title-gap-closed = Gap in the information closed
title-state_request-sent = State body asked
title-state_request-answered = Answer of a state body
title-document-requested = Paper demanded
title-document-received = Paper received
title-document-request_withdrawn = Demand for a paper taken back
title-commission-assigned = Given to the precinct commission
title-commission-inspected = Inspection
title-commission-concluded = Conclusion of the commission
title-income-assessed = Income assessed
title-contract-offered = Contract offered
title-contract-signed = Contract signed
title-contract-declined = Contract declined
title-term-extended = Term extended
title-deadline-recomputed = Term counted anew
title-claim-approved = Assistance assigned
title-claim-refused = Assignment refused
title-claim-withdrawn = Application withdrawn
title-notice-sent = Applicant notified
title-payment-started = Payment started
title-payment-suspended = Payment suspended
title-payment-resumed = Payment resumed
title-payment-terminated = Payment ended
title-complaint-filed = Complaint filed
title-complaint-resolved = Complaint resolved
title-claim-assigned = Application given to somebody
title-claim-handed_back = Application handed back
title-correction-recorded = Correction

## Intake and term

claim-submitted =
    An application for targeted social assistance was submitted { $channel }: { $region }, { $members ->
        [one] one member of the family
       *[other] { $members } members of the family
    }. It has to be registered by { $register_by }.
claim-registered = The application was registered under No. { $number } on { $registered_on }. The decision is due by { $due_on }.
file-sent = The file was sent on. From: { $from_office }. To: { $to_office }.
file-received = The file was received by: { $to_office }. It is in charge from now on.
term-extended = An extension of the term was recorded, until { $due_on }. Reason: { $reason }.
deadline-recomputed = The term was counted anew by calendar { $calendar }. The decision is due by { $due_on }.

## Checks

checks-requested =
    { $count ->
        [0] No information system could be asked.
       *[other] Information systems are to be asked: { $questions }{ $more ->
            [0] { "" }
           *[other] { " " }and { $more } more
        }.
    }
question = { $registry } ({ $subject }: { $facts })
lookup-requested = The request was sent: { $question }. Attempt No. { $attempt }.
lookup-failed = No usable answer: { $outcome }. { $question }. Attempt No. { $attempt }; the next one not before { $retry_at }.
lookup-completed =
    The information system answered: { $outcome }. { $question }.{ $given_count ->
        [0] { "" }
       *[other] { " " }Given: { $given }.
    }{ $missing_count ->
        [0] { "" }
       *[other] { " " }Missing: { $missing }.
    }
gap-detected = Information is missing: { $fact } ({ $subject }). Cause: { $cause }. Who answers for it: { $owner }.
gap-closed =
    { $how ->
        [replaced] The information is still missing, for another cause: { $fact } ({ $subject }).
        [consent] Consent was received, the information can be asked for now: { $fact } ({ $subject }).
       *[given] The information was received: { $fact } ({ $subject }).
    }
state_request-sent = A state body was asked instead of the applicant: { $body }. Information: { $fact } ({ $subject }). The answer is due by { $due_on }.
state_request-answered = The state body answered: { $answer }. Asked was: { $body }. Information: { $fact } ({ $subject }).

## Papers

document-requested =
    A paper was demanded of the applicant: { $type } ({ $subject }). It is to show: { $fact }. Demanded by: { $asked_by }. { $named ->
        [yes] Legal basis named: { $basis }.
       *[no] No legal basis was named.
    } Verdict: { $verdict }.{ $state_not_asked ->
        [yes] { " " }Another state body could have given this and was not asked.
       *[no] { "" }
    } Who answers for the wait: { $liable }.
document-received = The applicant brought the paper: { $type } ({ $subject }).
document-request_withdrawn = The demand for the paper was taken back: { $type } ({ $subject }). Reason: { $reason }.

## Commission, income, contract

commission-assigned = The file was given to the precinct commission { $commission }. Signatures needed: { $quorum }.
commission-inspected = The precinct commission inspected the family's material situation on { $on }.
commission-concluded = The precinct commission concluded: { $result }. Signatures: { $signatures }. Next stage: { $next }.
income-assessed = The average per-capita income for { $quarter } was assessed: { $band } ({ $line } tenge a month).
contract-offered = The applicant was offered for signature: { $kind }.
contract-signed = The applicant signed: { $kind }.
contract-declined = The applicant declined to sign: { $kind }.

## Decision

claim-approved =
    Assistance was assigned by decision No. { $number }: { $kind }, for { $months }. { $named ->
        [yes] The decision rests on the conclusion in entry No. { $conclusion }.
       *[no] The decision names no conclusion of the commission.
    }
claim-refused =
    The assignment was refused by decision No. { $number }. Ground of refusal: { $ground }. { $named ->
        [yes] The decision rests on the conclusion in entry No. { $conclusion }.
       *[no] The decision names no conclusion of the commission.
    }
claim-withdrawn = The application was withdrawn. Reason: { $reason }.

## Afterwards

notice-sent = The applicant was notified { $channel } of entry No. { $what }: { $title }.
payment-started = The payment was started. First month paid for: { $first_month }.
payment-suspended = The payment was suspended. Reason: { $ground }.
payment-resumed = The payment was resumed. Reason: { $ground }.
payment-terminated = The payment was ended. Reason: { $ground }.
complaint-filed = Complaint No. { $external_number } was filed. Reviewed by: { $body }. The answer is due by { $due_on }.
complaint-resolved = The complaint was resolved under No. { $external_number }: { $result }. Reviewed by: { $body }.
correction-recorded = Correction to entry No. { $wrong } ({ $title }): { $field }. Right is: { $right }.

## Who works on it

claim-assigned = The application was given to work on: { $to_role }, { $of_office }. It came { $way }.
claim-handed_back = The application was handed back to the queue. Reason: { $reason }.

## Beside an event

by = { $role }, { $office }
member = { $role } { $number }
party = { $kind } { $code }
party-AKIMAT = akimat ({ $place })
party-REGISTRY = owner of the information system ({ $registry })
office =
    { $kind ->
        [akim] akim { $code }
        [career] career centre { $code }
       *[centre] employment centre { $code }
    }
unit = { $region }, KATO { $code }
value =
    { $value ->
        [yes] yes
        [no] no
       *[none] nothing
    }
wait-opened =
    Waiting began: { $wait }. Whose move it is: { $holder }. Who answers for the wait: { $liable }.{ $pause ->
        [yes] { " " }This is a lawful pause.
       *[no] { "" }
    }
wait-closed = Waiting ended: { $wait }. It lasted { $length }.
mark-dated_back = Recorded on a later day than it happened.
mark-clamped = By its time it would lie before the previous entry; counted as simultaneous with it.
