package archive

// SurveyAt lets tests set the time of a survey.
var SurveyAt = (*Archive).surveyAt
